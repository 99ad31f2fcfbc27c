import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../auth/context';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { Failure } from '../ui/states';

/** Asks the participant whose turn it is again, after a confirmation. */
export function RetryButton({ id }: { id: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const retry = useMutation({
    mutationFn: () => api.adminRetry(id),
    onSuccess: () => setAsking(false),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['adminOperations'] });
      void queries.invalidateQueries({ queryKey: ['timeline', id] });
    },
  });
  return (
    <>
      <Button compact onPress={() => setAsking(true)}>
        {t('operations.retry')}
      </Button>
      <Confirm open={asking} title={t('operations.retryTitle')} confirm={t('operations.retry')} pending={retry.isPending} onClose={() => setAsking(false)} onConfirm={() => retry.mutate()}>
        <p>{t('operations.retryText')}</p>
        {retry.error ? <Failure error={retry.error} /> : null}
      </Confirm>
    </>
  );
}
