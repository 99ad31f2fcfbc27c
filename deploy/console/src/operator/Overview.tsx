import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeadLetters, Overview as Picture } from '../api/types';
import { useApi } from '../auth/context';
import { Bar } from '../ui/Bar';
import { sol } from '../ui/format';
import { PageTitle } from '../ui/PageTitle';
import { Failure, Notice, Skeleton } from '../ui/states';
import { Copy, When } from '../ui/values';
import './operator.css';

const DaysChart = lazy(() => import('./DaysChart'));
const RUNWAY_WARNING_DAYS = 7;

/** The state of the whole programme, from the API alone. */
export default function Overview() {
  const { t } = useTranslation();
  const overview = useQuery({ queryKey: ['overview'], queryFn: useApi().overview, refetchInterval: 10_000 });
  return (
    <>
      <div className="page-head">
        <div>
          <PageTitle>{t('overview.title')}</PageTitle>
          <p>{t('overview.text')}</p>
        </div>
      </div>
      {overview.error ? <Failure error={overview.error} retry={() => void overview.refetch()} /> : null}
      {overview.isPending ? <Skeleton heights={[120, 300, 200]} /> : null}
      {overview.data ? <Board picture={overview.data} /> : null}
    </>
  );
}

function Board({ picture }: { picture: Picture }) {
  const { t } = useTranslation();
  const letters = deadLetters(picture);
  return (
    <>
      {picture.unavailable.length > 0 ? (
        <Notice tone="warn">
          <strong>{t('overview.unavailable', { parts: picture.unavailable.join(', ') })}</strong>
        </Notice>
      ) : null}
      <Figures picture={picture} letters={letters} />
      <div className="board">
        {picture.users ? <Users users={picture.users} /> : null}
        {picture.chain ? (
          <section className="panel stack" aria-labelledby="days">
            <h2 id="days">{t('overview.days')}</h2>
            {picture.chain.days.length > 0 ? (
              <Suspense fallback={<Skeleton heights={[220]} />}>
                <DaysChart days={picture.chain.days.toReversed()} />
              </Suspense>
            ) : (
              <p className="muted">{t('overview.noDays')}</p>
            )}
          </section>
        ) : null}
        {picture.operations ? <Open operations={picture.operations} /> : null}
        {picture.chain ? <Wallet chain={picture.chain} /> : null}
        <Letters letters={letters} />
      </div>
    </>
  );
}

function Figures({ picture, letters }: { picture: Picture; letters: DeadLetters[] }) {
  const { t, i18n } = useTranslation();
  const number = (value: number | undefined) => (value === undefined ? '–' : new Intl.NumberFormat(i18n.language).format(value));
  const stuck = picture.operations?.stuck;
  const dead = letters.reduce((sum, { records }) => sum + records, 0);
  return (
    <ul className="figures">
      <li className="panel">
        <span>{t('overview.users')}</span>
        <strong>{number(picture.users?.total)}</strong>
      </li>
      <li className="panel">
        <span>{t('overview.open')}</span>
        <strong>{number(picture.operations?.open.reduce((sum, { count }) => sum + count, 0))}</strong>
      </li>
      <li className={`panel ${stuck ? 'alarm' : ''}`}>
        <Link to="/admin/operations?show=stuck">{t('overview.stuck')}</Link>
        <strong>{number(stuck)}</strong>
      </li>
      <li className={`panel ${dead > 0 ? 'alarm' : ''}`}>
        <Link to="/admin/dead-letters">{t('overview.deadLetters')}</Link>
        <strong>{number(dead)}</strong>
      </li>
    </ul>
  );
}

function Users({ users }: { users: NonNullable<Picture['users']> }) {
  const { t, i18n } = useTranslation();
  const most = Math.max(1, ...users.byLevel.map((one) => one.users));
  return (
    <section className="panel stack" aria-labelledby="levels">
      <h2 id="levels">{t('overview.byLevel')}</h2>
      {users.byLevel.map(({ level, users: count }) => (
        <div key={level} data-tier={level || undefined}>
          <Bar label={t('overview.level', { level })} share={count / most}>
            <span>{level === 0 ? t('overview.noNft') : t('overview.level', { level })}</span>
            <strong>{new Intl.NumberFormat(i18n.language).format(count)}</strong>
          </Bar>
        </div>
      ))}
    </section>
  );
}

function Open({ operations }: { operations: NonNullable<Picture['operations']> }) {
  const { t } = useTranslation();
  return (
    <section className="panel stack" aria-labelledby="open">
      <div className="spread">
        <h2 id="open">{t('overview.byState')}</h2>
        <Link to="/admin/operations" className="small">
          {t('overview.all')}
        </Link>
      </div>
      {operations.open.length === 0 ? <p className="muted">{t('overview.noneOpen')}</p> : null}
      <ul className="lines">
        {operations.open.map(({ kind, state, count, oldestSince, stuck }) => (
          <li key={kind + state}>
            <span>
              <strong>{t(`states.${state}`, { defaultValue: state })}</strong> <span className="muted small">{t(`kinds.${kind}`, { defaultValue: kind })}</span>
            </span>
            <span className="row">
              {stuck > 0 ? <span className="pill bad">{t('overview.stuckCount', { count: stuck })}</span> : null}
              {oldestSince ? (
                <span className="small muted">
                  <When at={oldestSince} />
                </span>
              ) : null}
              <strong>{count}</strong>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Wallet({ chain }: { chain: NonNullable<Picture['chain']> }) {
  const { t, i18n } = useTranslation();
  const { wallet } = chain;
  const low = (wallet?.runwayDays ?? Infinity) < RUNWAY_WARNING_DAYS;
  return (
    <section className="panel stack" aria-labelledby="wallet">
      <h2 id="wallet">{t('overview.wallet')}</h2>
      {wallet ? (
        <dl className="facts">
          <dt>{t('overview.address')}</dt>
          <dd>
            <Copy text={wallet.address} />
          </dd>
          <dt>{t('overview.balance')}</dt>
          <dd>{wallet.balanceLamports === null ? '–' : `${sol(wallet.balanceLamports, i18n.language)} SOL`}</dd>
          <dt>{t('overview.runway')}</dt>
          <dd>
            <span className={`pill ${wallet.runwayDays === null ? '' : low ? 'bad' : 'good'}`}>
              {wallet.runwayDays === null ? t('overview.unknown') : t('overview.runwayDays', { count: Math.floor(wallet.runwayDays) })}
            </span>
          </dd>
          <dt>{t('overview.spent')}</dt>
          <dd>{wallet.spentTodayLamports === null ? '–' : `${sol(wallet.spentTodayLamports, i18n.language)} SOL`}</dd>
        </dl>
      ) : null}
      <ul className="lines">
        {chain.queue.map(({ kind, state, count, oldestAt }) => (
          <li key={kind + state}>
            <span>
              {t(`kinds.${kind}`, { defaultValue: kind })} <span className="muted small">{state}</span>
            </span>
            <span className="row">
              {oldestAt ? (
                <span className="small muted">
                  <When at={oldestAt} />
                </span>
              ) : null}
              <strong>{count}</strong>
            </span>
          </li>
        ))}
        <li>
          <Link to="/admin/definitions">{t('overview.notPinned')}</Link>
          <strong>{chain.definitionsNotPinned}</strong>
        </li>
        <li>
          <span>{t('overview.awardsWaiting')}</span>
          <strong>{chain.awardsWaitingForWallet}</strong>
        </li>
      </ul>
    </section>
  );
}

function Letters({ letters }: { letters: DeadLetters[] }) {
  const { t } = useTranslation();
  return (
    <section className="panel stack" aria-labelledby="letters">
      <h2 id="letters">{t('overview.deadLetters')}</h2>
      {letters.length === 0 ? (
        <p className="muted">{t('overview.noDeadLetters')}</p>
      ) : (
        <Link to="/admin/dead-letters" className="small">
          {t('overview.readLetters')}
        </Link>
      )}
      <ul className="lines">
        {letters.map(({ topic, records, newestAt }) => (
          <li key={topic}>
            <span className="mono">{topic}</span>
            <span className="row">
              {newestAt ? (
                <span className="small muted">
                  <When at={newestAt} />
                </span>
              ) : null}
              <strong>{records}</strong>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Of all services, one line a topic: each service that reads a topic counts the same letters. */
export function deadLetters(picture: Picture): DeadLetters[] {
  const topics = new Map<string, DeadLetters>();
  for (const part of [picture.users, picture.chain, picture.operations, picture.badges]) {
    for (const one of part?.deadLetters ?? []) {
      const before = topics.get(one.topic);
      if (!before || before.records < one.records) topics.set(one.topic, one);
    }
  }
  return [...topics.values()].filter(({ records }) => records > 0).sort((a, b) => b.records - a.records);
}
