import { useTranslation } from 'react-i18next';
import type { DeadLetter } from '../api/types';
import { When } from '../ui/values';

const TONES = { pending: 'warn', replayed: 'good', discarded: '', handled: '' } as const;

/** What became of a letter, and who did it. */
export function LetterState({ letter, full = false }: { letter: DeadLetter; full?: boolean }) {
  const { t } = useTranslation();
  const { state, act } = letter;
  return (
    <span className="row">
      <span className={`pill ${TONES[state]}`}>{t(`letters.states.${state}`)}</span>
      {full && act ? (
        <span className="small muted">
          {t('letters.actText', { actor: act.actor })} · <When at={act.at} />
          {act.reason ? ` · ${act.reason}` : null}
        </span>
      ) : null}
      {full && state === 'handled' ? <span className="small muted">{t('letters.handledText')}</span> : null}
    </span>
  );
}
