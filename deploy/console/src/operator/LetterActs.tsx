import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LetterPlace } from '../api/console';
import type { DeadLetterDetail } from '../api/types';
import { useApi } from '../auth/context';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { Failure } from '../ui/states';

type Act = 'replay' | 'discard';

/** Replays or discards a letter, after a confirmation. */
export function LetterActs({ place, whole }: { place: LetterPlace; whole: boolean }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Act | null>(null);
  const [reason, setReason] = useState('');
  const change = useMutation({
    mutationFn: (act: Act) => (act === 'replay' ? api.replayLetter(place) : api.discardLetter(place, reason.trim())),
    onSuccess: (letter) => {
      queries.setQueryData<DeadLetterDetail>(['deadLetter', place], (known) => known && { ...known, letter });
      setAsking(null);
    },
    // Refused: somebody else was first, which the letter then says.
    onError: () => void queries.invalidateQueries({ queryKey: ['deadLetter', place] }),
    onSettled: () => {
      for (const key of ['deadLetters', 'overview']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const ask = (act: Act) => {
    change.reset();
    setAsking(act);
  };
  return (
    <div className="acts">
      <Button look="danger" onPress={() => ask('discard')}>
        {t('letters.discard')}
      </Button>
      {whole ? (
        <Button look="primary" onPress={() => ask('replay')}>
          {t('letters.replay')}
        </Button>
      ) : null}
      <Confirm open={asking === 'replay'} title={t('letters.replayTitle')} confirm={t('letters.replay')} pending={change.isPending} onClose={() => setAsking(null)} onConfirm={() => change.mutate('replay')}>
        <p>{t('letters.replayText', { topic: place.topic })}</p>
        {change.error ? <Failure error={change.error} /> : null}
      </Confirm>
      <Confirm
        open={asking === 'discard'}
        danger
        title={t('letters.discardTitle')}
        confirm={t('letters.discard')}
        pending={change.isPending}
        disabled={reason.trim() === ''}
        onClose={() => setAsking(null)}
        onConfirm={() => change.mutate('discard')}
      >
        <p>{t('letters.discardText')}</p>
        <div className="field">
          <label htmlFor="discard-reason">{t('letters.discardReason')}</label>
          <input id="discard-reason" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} autoComplete="off" />
        </div>
        {change.error ? <Failure error={change.error} /> : null}
      </Confirm>
    </div>
  );
}
