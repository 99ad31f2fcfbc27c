import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi } from '../auth/context';
import { Empty, Failure, Skeleton } from '../ui/states';
import { When } from '../ui/values';

/** The competitions that the manager is given, newest first. */
export function Competitions() {
  const { t } = useTranslation();
  const api = useApi();
  const list = useQuery({ queryKey: ['competitions'], queryFn: api.competitions });
  if (list.error) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton heights={[200]} />;
  const { items, total } = list.data;
  if (items.length === 0) {
    return (
      <Empty icon="trophy" title={t('awards.noCompetitions')}>
        <p>{t('awards.noCompetitionsText')}</p>
      </Empty>
    );
  }
  return (
    <section className="stack" aria-labelledby="competitions">
      <h2 id="competitions">{t('awards.competitions')}</h2>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('awards.competitionsTable')}>
        <table className="table">
          <thead>
            <tr>
              <th>{t('awards.competition')}</th>
              <th>{t('awards.ended')}</th>
              <th>{t('awards.participants')}</th>
              <th>{t('awards.awards')}</th>
              <th>{t('awards.groups.waiting')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.competitionId}>
                <td>
                  <Link to={`/awards/${encodeURIComponent(one.competitionId)}`}>{one.name ?? one.competitionId}</Link>
                </td>
                <td>{one.endedAt ? <When at={one.endedAt} /> : '–'}</td>
                <td>{one.participants}</td>
                <td>{one.awards}</td>
                <td>{one.waitingForWallet > 0 ? <span className="pill warn">{one.waitingForWallet}</span> : 0}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {total > items.length ? <p className="muted small">{t('awards.moreCompetitions', { count: total - items.length })}</p> : null}
    </section>
  );
}
