import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { DeadLetter, Overview } from '../api/types';
import { useApi } from '../auth/context';
import { Button } from '../ui/Button';
import { PageTitle } from '../ui/PageTitle';
import { Empty, Failure, Notice, Skeleton } from '../ui/states';
import { When } from '../ui/values';
import { LetterState } from './LetterState';
import { fullest, keyText, SERVICES, topicsOf, visible, type Service } from './letters';
import './operator.css';

const SHOWS = ['pending', 'all'] as const;

/** What the services gave up: by service and topic, the newest first. */
export default function DeadLetters() {
  const { t } = useTranslation();
  const overview = useQuery({ queryKey: ['overview'], queryFn: useApi().overview });
  return (
    <>
      <div className="page-head">
        <div>
          <PageTitle>{t('letters.title')}</PageTitle>
          <p>{t('letters.text')}</p>
        </div>
      </div>
      {overview.error ? <Failure error={overview.error} retry={() => void overview.refetch()} /> : null}
      {overview.isPending ? <Skeleton heights={[80, 280]} /> : null}
      {overview.data ? <Chosen picture={overview.data} /> : null}
    </>
  );
}

function Chosen({ picture }: { picture: Overview }) {
  const { t, i18n } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const services = Object.keys(SERVICES) as Service[];
  const service = services.find((one) => one === parameters.get('service')) ?? fullest(picture);
  const topics = topicsOf(picture, service);
  const topic = topics?.find((one) => one.topic === parameters.get('topic'))?.topic ?? topics?.[0]?.topic;
  const show = SHOWS.find((one) => one === parameters.get('show')) ?? 'pending';
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value);
  return (
    <>
      <div className="filters" role="group" aria-label={t('letters.filter')}>
        <div className="field">
          <label htmlFor="service">{t('letters.service')}</label>
          <select id="service" value={service} onChange={(event) => setParameters({ service: event.target.value, show })}>
            {services.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="topic">{t('letters.topic')}</label>
          <select id="topic" value={topic ?? ''} onChange={(event) => setParameters({ service, topic: event.target.value, show })} disabled={!topic}>
            {topics?.map((one) => (
              <option key={one.topic} value={one.topic}>
                {one.records > 0 ? t('letters.count', { topic: one.topic, count: number(one.records) as never }) : one.topic}
              </option>
            ))}
          </select>
        </div>
        <div className="tabs" role="group" aria-label={t('letters.show')}>
          {SHOWS.map((one) => (
            <button key={one} type="button" className="tab" aria-pressed={one === show} data-selected={one === show || undefined} onClick={() => setParameters({ service, ...(topic ? { topic } : {}), show: one })}>
              {t(`letters.shows.${one}`)}
            </button>
          ))}
        </div>
      </div>
      {topics === null ? <Notice tone="warn">{t('letters.unavailable')}</Notice> : null}
      {topic ? <List service={service} topic={topic} show={show} /> : null}
    </>
  );
}

function List({ service, topic, show }: { service: Service; topic: string; show: (typeof SHOWS)[number] }) {
  const { t } = useTranslation();
  const api = useApi();
  const letters = useInfiniteQuery({
    queryKey: ['deadLetters', service, topic, show],
    queryFn: ({ pageParam }) => api.deadLetters(service, topic, { state: show, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const items = letters.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {letters.error ? <Failure error={letters.error} retry={() => void letters.refetch()} /> : null}
      {letters.isPending ? <Skeleton heights={[280]} /> : null}
      {letters.data && items.length === 0 ? (
        <Empty icon="check" title={t(letters.hasNextPage ? 'letters.noneYet' : show === 'pending' ? 'letters.none' : 'letters.noneAll')}>{letters.hasNextPage ? <p>{t('letters.noneText')}</p> : null}</Empty>
      ) : null}
      {items.length > 0 ? <Table service={service} items={items} /> : null}
      {letters.hasNextPage ? (
        <div className="row">
          <Button isPending={letters.isFetchingNextPage} onPress={() => void letters.fetchNextPage()}>
            {t('letters.older')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Table({ service, items }: { service: Service; items: DeadLetter[] }) {
  const { t } = useTranslation();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('letters.title')}>
      <table className="table">
        <thead>
          <tr>
            <th>{t('letters.letter')}</th>
            <th>{t('letters.failed')}</th>
            <th>{t('letters.key')}</th>
            <th>{t('letters.reason')}</th>
            <th>{t('letters.state')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={`${item.partition}-${item.offset}`}>
              <td>
                <Link to={`/admin/dead-letters/${service}/${item.topic}/${item.partition}/${item.offset}`} aria-label={t('letters.read', { offset: item.offset })}>
                  {item.offset}
                </Link>
              </td>
              <td>
                <When at={item.failedAt} />
              </td>
              <td className="mono letter-key">{keyText(item.key) ?? <span className="muted">{t('letters.noKey')}</span>}</td>
              <td className="reason">
                <span className="clamped">{visible(item.reason)}</span>
              </td>
              <td>
                <LetterState letter={item} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
