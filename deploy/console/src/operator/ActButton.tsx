import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../auth/context';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { Failure } from '../ui/states';

/** Retries or cancels somebody's operation, after a confirmation. */
export function ActButton({ id, act }: { id: string; act: 'retry' | 'cancel' }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: () => (act === 'retry' ? api.adminRetry(id) : api.adminCancel(id)),
    onSuccess: () => setAsking(false),
    onSettled: () => {
      for (const key of ['adminOperations', 'timeline', 'user', 'overview']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <>
      <Button
        compact
        look={act === 'cancel' ? 'danger' : 'plain'}
        onPress={() => {
          change.reset();
          setAsking(true);
        }}
      >
        {t(`operations.${act}`)}
      </Button>
      <Confirm
        open={asking}
        danger={act === 'cancel'}
        title={t(`operations.${act}Title`)}
        confirm={t(`operations.${act}`)}
        pending={change.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => change.mutate()}
      >
        <p>{t(`operations.${act}Text`)}</p>
        {change.error ? <Failure error={change.error} /> : null}
      </Confirm>
    </>
  );
}
