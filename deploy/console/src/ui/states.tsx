import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, requestIdOf } from '../api/errors';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';
import { useSentence } from './sentences';

export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} size={32} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What went wrong in words, what to do, and the id that finds it in the logs. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const requestId = requestIdOf(error);
  return (
    <div className={`notice ${codeOf(error) === 'NETWORK' ? 'warn' : 'bad'}`} role="alert">
      <Icon name="warn" />
      <div className="notice-text">
        <strong>{sentence(error)}</strong>
        {requestId ? <span className="small">{t('common.requestId', { id: requestId })}</span> : null}
      </div>
      {retry ? (
        <Button compact onPress={retry}>
          {t('common.retry')}
        </Button>
      ) : null}
    </div>
  );
}

export function Notice({ tone, icon = 'warn', children }: { tone: 'bad' | 'warn' | 'info' | 'good'; icon?: IconName; children: ReactNode }) {
  return (
    <div className={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icon} />
      <div className="notice-text">{children}</div>
    </div>
  );
}

export function Skeleton({ heights }: { heights: number[] }) {
  const { t } = useTranslation();
  return (
    <div className="stack" role="status">
      <span className="visually-hidden">{t('common.loading')}</span>
      {heights.map((height, index) => (
        <div key={index} className="skeleton" style={{ height }} />
      ))}
    </div>
  );
}
