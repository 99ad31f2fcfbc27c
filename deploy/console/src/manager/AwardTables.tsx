import { useTranslation } from 'react-i18next';
import type { AwardList } from '../api/types';
import { Button } from '../ui/Button';
import { Empty } from '../ui/states';
import { Copy, When } from '../ui/values';
import { csv } from './lines';

const tone = (state: string) => (state === 'finalized' ? 'good' : state === 'waiting_for_wallet' ? 'warn' : 'info');

/** What became of each award, and who awarded when and why. */
export function AwardTables({ list }: { list: AwardList }) {
  const { t } = useTranslation();
  return (
    <>
      <section className="stack" aria-labelledby="outcomes">
        <div className="spread">
          <h2 id="outcomes">{t('awards.outcomes')}</h2>
          {list.awards.length > 0 ? (
            <Button compact onPress={() => save(list)}>
              {t('awards.export')}
            </Button>
          ) : null}
        </div>
        {list.awards.length === 0 ? <Empty icon="trophy" title={t('awards.none')} /> : null}
        {list.awards.length > 0 ? (
          <div className="table-scroll" tabIndex={0} role="region" aria-label={t('awards.outcomes')}>
            <table className="table">
              <thead>
                <tr>
                  <th>{t('operations.user')}</th>
                  <th>{t('awards.rank')}</th>
                  <th>{t('operations.state')}</th>
                  <th>{t('awards.nft')}</th>
                  <th>{t('awards.when')}</th>
                </tr>
              </thead>
              <tbody>
                {list.awards.map((award) => (
                  <tr key={award.requestId}>
                    <td>{award.userId}</td>
                    <td>{award.rank ?? '–'}</td>
                    <td>
                      <span className={`pill ${tone(award.state)}`}>{t(`awards.states.${award.state}`, { defaultValue: award.state })}</span>
                    </td>
                    <td>{award.mintAddress ? <Copy text={award.mintAddress} /> : '–'}</td>
                    <td>
                      <When at={award.awardedAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : null}
      </section>
      {list.audit.length > 0 ? (
        <section className="stack" aria-labelledby="audit">
          <h2 id="audit">{t('awards.audit')}</h2>
          <ul className="lines panel">
            {list.audit.map((entry, index) => (
              <li key={index}>
                <span>
                  <strong>{entry.actor}</strong> {t('awards.awarded', { count: entry.recipients.length })}
                  {entry.reason ? <span className="muted"> – {entry.reason}</span> : null}
                </span>
                <span className="small muted">
                  <When at={entry.at} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function save(list: AwardList): void {
  const rows = list.awards.map((award) => [award.userId, award.rank, award.state, award.mintAddress, award.mintTransaction, award.awardedBy, award.awardedAt]);
  const text = csv([['userId', 'rank', 'state', 'mintAddress', 'mintTransaction', 'awardedBy', 'awardedAt'], ...rows]);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = `awards-${list.competitionId}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
