import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { OperatorView } from '../api/types';
import { useApi } from '../auth/context';
import { Button } from '../ui/Button';
import { PageTitle } from '../ui/PageTitle';
import { Empty, Failure, Skeleton } from '../ui/states';
import { When } from '../ui/values';
import { ActButton } from './ActButton';
import { canCancel } from './lanes';
import './operator.css';

const SHOWS = ['stuck', 'pending', 'burn_confirmed', 'mint_confirmed', 'failed', 'completed', 'all'] as const;
type Show = (typeof SHOWS)[number];
const PAGE_SIZE = 20;

/** Claims and upgrades of everybody; those that are stuck first. */
export default function Operations() {
  const { t } = useTranslation();
  const api = useApi();
  const [parameters, setParameters] = useSearchParams();
  const show = SHOWS.find((one) => one === parameters.get('show')) ?? 'stuck';
  const page = Math.max(1, Number(parameters.get('page')) || 1);
  const operations = useQuery({
    queryKey: ['adminOperations', show, page],
    queryFn: () => api.adminOperations({ page, ...queryOf(show) }),
    refetchInterval: 5_000,
    placeholderData: (before) => before,
  });
  const pages = Math.ceil((operations.data?.total ?? 0) / PAGE_SIZE);
  return (
    <>
      <div className="page-head">
        <div>
          <PageTitle>{t('operations.title')}</PageTitle>
          <p>{t('operations.text')}</p>
        </div>
      </div>
      <div className="tabs" role="group" aria-label={t('operations.show')}>
        {SHOWS.map((one) => (
          <button key={one} type="button" className="tab" aria-pressed={one === show} data-selected={one === show || undefined} onClick={() => setParameters({ show: one })}>
            {t(`operations.shows.${one}`)}
          </button>
        ))}
      </div>
      {operations.error ? <Failure error={operations.error} retry={() => void operations.refetch()} /> : null}
      {operations.isPending ? <Skeleton heights={[280]} /> : null}
      {operations.data?.items.length === 0 ? <Empty icon="check" title={t(show === 'stuck' ? 'operations.noneStuck' : 'operations.none')} /> : null}
      {operations.data?.items.length ? <Table items={operations.data.items} /> : null}
      {pages > 1 ? (
        <nav className="row" aria-label={t('operations.pages')}>
          <Button compact isDisabled={page === 1} onPress={() => setParameters({ show, page: String(page - 1) })}>
            {t('operations.before')}
          </Button>
          <span className="small">{t('nfts.count', { have: page, need: pages })}</span>
          <Button compact isDisabled={page >= pages} onPress={() => setParameters({ show, page: String(page + 1) })}>
            {t('operations.after')}
          </Button>
        </nav>
      ) : null}
    </>
  );
}

const queryOf = (show: Show) => (show === 'stuck' ? { stuck: true } : show === 'all' ? {} : { status: show });

function Table({ items }: { items: OperatorView[] }) {
  const { t } = useTranslation();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('operations.title')}>
      <table className="table">
        <thead>
          <tr>
            <th>{t('operations.operation')}</th>
            <th>{t('operations.user')}</th>
            <th>{t('operations.state')}</th>
            <th>{t('operations.since')}</th>
            <th>{t('operations.reason')}</th>
            <th className="number">{t('operations.attempts')}</th>
            <th>
              <span className="visually-hidden">{t('operations.act')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.operation.id}>
              <td>
                <Link to={`/admin/operations/${item.operation.id}`}>{t(`progress.${item.operation.kind}`, { level: item.operation.toLevel })}</Link>
              </td>
              <td>
                <Link to={`/admin/users/${item.userId}`}>{item.userId}</Link>
              </td>
              <td>
                <span className={`pill ${item.stuck || item.state === 'failed' ? 'bad' : item.state === 'completed' ? 'good' : 'info'}`}>{t(`states.${item.state}`, { defaultValue: item.state })}</span>
              </td>
              <td>
                <When at={item.since} />
              </td>
              <td className="reason">{item.operation.error?.message ?? (item.stuck ? t('operations.noAnswer') : '–')}</td>
              <td className="number">{item.attempts}</td>
              <td>
                <div className="acts">
                  {item.stuck ? <ActButton id={item.operation.id} act="retry" /> : null}
                  {canCancel(item.state) ? <ActButton id={item.operation.id} act="cancel" /> : null}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
