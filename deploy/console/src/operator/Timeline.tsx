import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Moment } from '../api/types';
import { useApi } from '../auth/context';
import { exactTime } from '../ui/format';
import { PageTitle } from '../ui/PageTitle';
import { Failure, Skeleton } from '../ui/states';
import { Copy } from '../ui/values';
import { ActButton } from './ActButton';
import { canCancel, laneOf, LANES, offset } from './lanes';
import './operator.css';

/** What the four services said of one operation, each in its lane, oldest first. */
export default function Timeline() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const api = useApi();
  const timeline = useQuery({ queryKey: ['timeline', id], queryFn: () => api.timeline(id), refetchInterval: 5_000 });
  return (
    <>
      <div className="page-head">
        <div>
          <Link to="/admin/operations" className="small">
            {t('operations.title')}
          </Link>
          <PageTitle>{t('timeline.title')}</PageTitle>
          <p>
            <Copy text={id} />
          </p>
        </div>
        <div className="acts">
          {timeline.data && canCancel(timeline.data.findLast(({ state }) => state !== null)?.state) ? <ActButton id={id} act="cancel" /> : null}
          <ActButton id={id} act="retry" />
        </div>
      </div>
      {timeline.error ? <Failure error={timeline.error} retry={() => void timeline.refetch()} /> : null}
      {timeline.isPending ? <Skeleton heights={[420]} /> : null}
      {timeline.data ? <Lanes moments={timeline.data} /> : null}
    </>
  );
}

function Lanes({ moments }: { moments: Moment[] }) {
  const { t } = useTranslation();
  const start = moments[0]?.at ?? '';
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('timeline.title')}>
      <table className="table lanes">
        <thead>
          <tr>
            <th>{t('timeline.time')}</th>
            {LANES.map((lane) => (
              <th key={lane}>{t(`timeline.lanes.${lane}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {moments.map((moment, index) => (
            <Row key={index} moment={moment} start={start} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ moment, start }: { moment: Moment; start: string }) {
  const { t, i18n } = useTranslation();
  const own = laneOf(moment);
  return (
    <tr>
      <td>
        <time dateTime={moment.at} title={exactTime(moment.at, i18n.language)}>
          {offset(moment.at, start)}
        </time>
      </td>
      {LANES.map((lane) => (
        <td key={lane}>
          {lane === own ? (
            <div className={`moment of-${moment.kind.toLowerCase()}`}>
              <strong>{t([`steps.${moment.name}`, `moments.${moment.name}`], { defaultValue: moment.name })}</strong>
              <span className="small muted">
                {t(`timeline.kinds.${moment.kind.toLowerCase()}`, { defaultValue: moment.kind })}
                {moment.times > 1 ? ` · ×${moment.times}` : ''}
                {moment.state ? ` · ${t(`states.${moment.state}`, { defaultValue: moment.state })}` : ''}
              </span>
              {moment.detail ? <span className="small">{moment.detail}</span> : null}
              {moment.transactionId ? <Copy text={moment.transactionId} /> : null}
            </div>
          ) : null}
        </td>
      ))}
    </tr>
  );
}
