import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../api/errors';
import { useApi } from '../auth/context';
import { Empty, Failure, Skeleton } from '../ui/states';

/** The results that the platform published, and who of them has an award. */
export function Ranking({ competition }: { competition: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const one = useQuery({ queryKey: ['competition', competition], queryFn: () => api.competition(competition), retry: false });
  if (one.error) return codeOf(one.error) === 'NOT_FOUND' ? null : <Failure error={one.error} retry={() => void one.refetch()} />;
  if (!one.data) return <Skeleton heights={[120]} />;
  const { results, participants, name } = one.data;
  if (results.length === 0) return <Empty icon="trophy" title={t('awards.noResults')} />;
  return (
    <section className="stack" aria-labelledby="ranking">
      <h2 id="ranking">{t('awards.results', { name: name ?? competition })}</h2>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('awards.resultsTable')}>
        <table className="table">
          <thead>
            <tr>
              <th>{t('awards.rank')}</th>
              <th>{t('operations.user')}</th>
              <th>{t('operations.state')}</th>
            </tr>
          </thead>
          <tbody>
            {results.map(({ rank, userId, award }) => (
              <tr key={userId}>
                <td>{rank}</td>
                <td>{userId}</td>
                <td>{award ? <span className={`pill ${award === 'queued' ? '' : 'warn'}`}>{t(award === 'queued' ? 'awards.hasAward' : 'awards.states.waiting_for_wallet')}</span> : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {participants > results.length ? <p className="muted small">{t('awards.firstRanks', { shown: results.length, count: participants })}</p> : null}
    </section>
  );
}
