import { useTranslation } from 'react-i18next';
import type { ChainConfig, Operation } from '../api/types';
import { explorerLink } from '../ui/explorer';
import { Icon } from '../ui/Icon';
import { When } from '../ui/values';
import { stepsOf } from './steps';

/** The way of an operation, top to bottom; what is under way is announced. */
export function StepList({ operation, config }: { operation: Operation; config: ChainConfig | null }) {
  const { t } = useTranslation();
  return (
    <ol className="steps" aria-live="polite">
      {stepsOf(operation).map(({ step, state, at, signature }) => {
        const link = signature ? explorerLink('transaction', signature, config) : null;
        return (
          <li key={step} className={`step ${state}`} aria-current={state === 'current' ? 'step' : undefined}>
            <span className="step-dot">{state === 'done' ? <Icon name="check" size={14} /> : state === 'failed' ? <Icon name="close" size={14} /> : null}</span>
            <div className="step-text">
              <span className="step-name">{t(state === 'current' && operation.burnTransaction ? 'progress.waitsForYou' : `steps.${step}`)}</span>
              <span className="step-more">
                {at ? <When at={at} /> : state === 'skipped' ? t('progress.skipped') : null}
                {link ? (
                  <a href={link} target="_blank" rel="noreferrer">
                    {t('progress.explorer')} <Icon name="external" size={13} />
                  </a>
                ) : null}
              </span>
            </div>
            {state === 'current' ? <span className="visually-hidden">{t('progress.current')}</span> : null}
          </li>
        );
      })}
    </ol>
  );
}
