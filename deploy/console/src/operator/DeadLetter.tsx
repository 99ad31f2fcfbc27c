import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { LetterPlace } from '../api/console';
import type { DeadLetterDetail, LetterText } from '../api/types';
import { useApi } from '../auth/context';
import { PageTitle } from '../ui/PageTitle';
import { Failure, Notice, Skeleton } from '../ui/states';
import { Copy, When } from '../ui/values';
import { LetterActs } from './LetterActs';
import { LetterState } from './LetterState';
import { keyText, visible } from './letters';
import './operator.css';

/** One letter: why it is one, what is in it, and what can be done with it. */
export default function DeadLetter() {
  const { t } = useTranslation();
  const { service = '', topic = '', partition = '', offset = '' } = useParams();
  const place: LetterPlace = { service, topic, partition, offset };
  const api = useApi();
  const letter = useQuery({ queryKey: ['deadLetter', place], queryFn: () => api.deadLetter(place) });
  const state = letter.data?.letter.state;
  return (
    <>
      <div className="page-head">
        <div>
          <Link to={`/admin/dead-letters?${new URLSearchParams({ service, topic })}`} className="small">
            {t('letters.title')}
          </Link>
          <PageTitle>{`${t('letters.letter')} ${offset}`}</PageTitle>
          <p className="mono">
            {service} · {topic}
          </p>
        </div>
        {letter.data && state === 'pending' ? <LetterActs place={place} whole={letter.data.letter.cut === null} /> : null}
      </div>
      {letter.error ? <Failure error={letter.error} retry={() => void letter.refetch()} /> : null}
      {letter.isPending ? <Skeleton heights={[120, 240, 200]} /> : null}
      {state === 'replayed' || state === 'discarded' ? (
        <Notice tone="good" icon="check">
          <strong>{t(`letters.${state}`)}</strong>
        </Notice>
      ) : null}
      {letter.data ? <Content detail={letter.data} /> : null}
    </>
  );
}

function Content({ detail }: { detail: DeadLetterDetail }) {
  const { t } = useTranslation();
  const { letter } = detail;
  return (
    <>
      {letter.cut ? (
        <Notice tone="warn">
          <strong>
            {t('letters.missing')}: {visible(letter.cut)}
          </strong>
          <span>{t('letters.cutText')}</span>
        </Notice>
      ) : null}
      <section className="panel stack" aria-labelledby="why">
        <h2 id="why">{t('letters.reason')}</h2>
        <p className="letter-reason">{visible(detail.reason)}</p>
        <Facts detail={detail} />
      </section>
      <section className="panel stack" aria-labelledby="body">
        <h2 id="body">{t('letters.body')}</h2>
        {detail.payload ? <Body payload={detail.payload} /> : <p className="muted">{t('letters.noBody')}</p>}
      </section>
      <section className="panel stack" aria-labelledby="headers">
        <h2 id="headers">{t('letters.headers')}</h2>
        {detail.headers.length > 0 ? (
          <dl className="facts letter-headers">
            {detail.headers.map(({ name, value }, index) => (
              <div key={index}>
                <dt className="mono">{visible(name)}</dt>
                <dd className="mono">{visible(value)}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <p className="muted">{t('letters.noHeaders')}</p>
        )}
      </section>
      <details className="panel">
        <summary>{t('letters.stack')}</summary>
        <pre className="letter-text" tabIndex={0} role="group" aria-label={t('letters.stack')}>
          {visible(detail.stack)}
        </pre>
      </details>
    </>
  );
}

function Facts({ detail: { letter } }: { detail: DeadLetterDetail }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      <dt>{t('letters.state')}</dt>
      <dd>
        <LetterState letter={letter} full />
      </dd>
      <dt>{t('letters.failed')}</dt>
      <dd>
        <When at={letter.failedAt} />
      </dd>
      <dt>{t('letters.origin')}</dt>
      <dd>
        <Copy text={letter.origin} label={letter.origin} />
      </dd>
      {letter.recordedAt ? (
        <>
          <dt>{t('letters.recorded')}</dt>
          <dd>
            <When at={letter.recordedAt} />
          </dd>
        </>
      ) : null}
      <dt>{t('letters.key')}</dt>
      <dd className="mono">{keyText(letter.key) ?? t('letters.noKey')}</dd>
      <dt>{t('letters.message')}</dt>
      <dd className="mono">{visible([letter.messageType, letter.messageId].filter(Boolean).join(' ') || '–')}</dd>
      <dt>{t('letters.sender')}</dt>
      <dd className="mono">{visible(letter.source ?? '–')}</dd>
      <dt>{t('letters.exception')}</dt>
      <dd className="mono">{visible(letter.exception)}</dd>
    </dl>
  );
}

function Body({ payload }: { payload: LetterText }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="small muted">
        {t('letters.bytes', { count: payload.bytes })}
        {payload.encoding === 'base64' ? ` · ${t('letters.base64')}` : ''}
        {payload.complete ? '' : ` · ${t('letters.partly', { count: payload.text.length })}`}
      </p>
      <pre className="letter-text" tabIndex={0} role="group" aria-label={t('letters.body')}>
        {visible(payload.text)}
      </pre>
    </>
  );
}
