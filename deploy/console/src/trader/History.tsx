import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CursorPage, HistoryItem, Trade } from '../api/types';
import { useApi, useSession } from '../auth/context';
import { Button } from '../ui/Button';
import { explorerLink } from '../ui/explorer';
import { Icon, type IconName } from '../ui/Icon';
import { PageTitle } from '../ui/PageTitle';
import { Empty, Failure, Skeleton } from '../ui/states';
import { Amount, When } from '../ui/values';
import { usePortfolio } from './queries';
import './trader.css';

/** Everything that happened, newest first; and the trades behind the volume. */
export default function History() {
  const { t } = useTranslation();
  const [view, setView] = useState<'events' | 'trades'>('events');
  return (
    <>
      <div className="page-head">
        <div>
          <PageTitle>{t('history.title')}</PageTitle>
          <p>{t('history.text')}</p>
        </div>
        <div className="tabs" role="group" aria-label={t('history.title')}>
          {(['events', 'trades'] as const).map((one) => (
            <button key={one} type="button" className="tab" aria-pressed={view === one} data-selected={view === one || undefined} onClick={() => setView(one)}>
              {t(`history.${one}`)}
            </button>
          ))}
        </div>
      </div>
      {view === 'events' ? <Events /> : <Trades />}
    </>
  );
}

function usePages<T>(key: string, read: (cursor: string | null) => Promise<CursorPage<T>>) {
  const user = useSession()?.userId;
  const query = useInfiniteQuery({
    queryKey: [key, user],
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? [] };
}

function Events() {
  const { t } = useTranslation();
  const events = usePages<HistoryItem>('history', useApi().history);
  if (events.isPending) return <Skeleton heights={[72, 72, 72, 72]} />;
  if (events.error && events.items.length === 0) return <Failure error={events.error} retry={() => void events.refetch()} />;
  if (events.items.length === 0) {
    return (
      <Empty icon="history" title={t('history.none')}>
        <p>{t('history.noneText')}</p>
      </Empty>
    );
  }
  return (
    <>
      <ol className="events panel">
        {events.items.map((item) => (
          <Event key={item.id} item={item} />
        ))}
      </ol>
      <More query={events} />
    </>
  );
}

const ICONS: Record<string, IconName> = { nft: 'card', badge: 'badge' };

function Event({ item }: { item: HistoryItem }) {
  const { t } = useTranslation();
  const config = usePortfolio().data?.config ?? null;
  const link = item.transactionSignature ? explorerLink('transaction', item.transactionSignature, config) : null;
  return (
    <li className="event" data-tier={item.level ?? 6}>
      <span className="event-icon">
        <Icon name={ICONS[item.kind.split('_')[0] ?? ''] ?? 'bolt'} />
      </span>
      <div className="event-text">
        <strong>{t(`events.${item.kind}`, { name: item.tierName ?? item.badgeName ?? '', defaultValue: item.kind })}</strong>
        <span className="small muted">
          <When at={item.at} />
          {item.competitionId ? ` · ${item.competitionId}` : ''}
        </span>
      </div>
      {link ? (
        <a href={link} target="_blank" rel="noreferrer" className="small">
          {t('progress.explorer')} <Icon name="external" size={13} />
        </a>
      ) : null}
    </li>
  );
}

function Trades() {
  const { t } = useTranslation();
  const trades = usePages<Trade>('trades', useApi().trades);
  if (trades.isPending) return <Skeleton heights={[240]} />;
  if (trades.error && trades.items.length === 0) return <Failure error={trades.error} retry={() => void trades.refetch()} />;
  if (trades.items.length === 0) return <Empty icon="history" title={t('history.noTrades')} />;
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('history.trades')}>
        <table className="table">
          <thead>
            <tr>
              <th>{t('history.when')}</th>
              <th>{t('history.type')}</th>
              <th className="number">{t('history.amount')}</th>
              <th>{t('history.counts')}</th>
            </tr>
          </thead>
          <tbody>
            {trades.items.map((trade) => (
              <tr key={trade.tradeId}>
                <td>
                  {trade.executedAt ? <When at={trade.executedAt} /> : '–'}
                </td>
                <td>{trade.type}</td>
                <td className="number">
                  <Amount value={trade.amount} />
                </td>
                <td>
                  <span className={`pill ${trade.counted ? 'good' : ''}`}>{trade.counted ? t('history.counted') : t(`reasons.${trade.reason}`, { defaultValue: trade.reason ?? '' })}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More query={trades} />
    </>
  );
}

function More({ query }: { query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  const { t } = useTranslation();
  return query.hasNextPage ? (
    <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
      {t('history.more')}
    </Button>
  ) : null;
}
