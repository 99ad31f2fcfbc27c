import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Award, AwardList } from '../api/types';
import { Button } from '../ui/Button';
import { Empty } from '../ui/states';
import { Copy, When } from '../ui/values';
import { csv, groupOf, GROUPS, type Group } from './lines';

const TONES: Record<Group, string> = { waiting: 'warn', underWay: 'info', done: 'good', failed: 'bad' };

/** What became of each award, and who awarded when and why. */
export function AwardTables({ list }: { list: AwardList }) {
  const { t } = useTranslation();
  const [only, setOnly] = useState<Group | null>(null);
  const count = (group: Group) => list.awards.filter(({ state }) => groupOf(state) === group).length;
  const shown = only ? list.awards.filter(({ state }) => groupOf(state) === only) : list.awards;
  const audit = list.audit.toSorted((a, b) => b.at.localeCompare(a.at));
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
          <>
            <div className="tabs" role="group" aria-label={t('operations.show')}>
              <Tab label={t('awards.all')} count={list.awards.length} on={only === null} onSelect={() => setOnly(null)} />
              {GROUPS.map((group) => (
                <Tab key={group} label={t(`awards.groups.${group}`)} count={count(group)} on={only === group} onSelect={() => setOnly(group)} />
              ))}
            </div>
            {only === 'waiting' ? <p className="small muted">{t('awards.waitingText')}</p> : null}
            {shown.length > 0 ? <Table awards={shown} /> : <p className="muted">{t('awards.noneSuch')}</p>}
          </>
        ) : null}
      </section>
      {audit.length > 0 ? (
        <section className="stack" aria-labelledby="audit">
          <h2 id="audit">{t('awards.audit')}</h2>
          <ul className="lines panel">
            {audit.map((entry, index) => (
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

function Tab({ label, count, on, onSelect }: { label: string; count: number; on: boolean; onSelect: () => void }) {
  return (
    <button type="button" className="tab" aria-pressed={on} data-selected={on || undefined} onClick={onSelect}>
      {label} <span className="tab-count">{count}</span>
    </button>
  );
}

function Table({ awards }: { awards: Award[] }) {
  const { t } = useTranslation();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('awards.table')}>
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
          {awards.map((award) => (
            <tr key={award.requestId}>
              <td>{award.userId}</td>
              <td>{award.rank ?? '–'}</td>
              <td>
                <span className={`pill ${TONES[groupOf(award.state)]}`}>{t(`awards.states.${award.state}`)}</span>
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
