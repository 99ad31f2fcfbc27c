import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Badge } from '../api/types';
import { Bar } from '../ui/Bar';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { Icon, type IconName } from '../ui/Icon';
import { PageTitle } from '../ui/PageTitle';
import { Empty, Failure, Skeleton } from '../ui/states';
import { useBind, usePortfolio } from './queries';
import './trader.css';

/** Every badge with its task; an earned one is bound here. */
export default function Badges() {
  const { t } = useTranslation();
  const portfolio = usePortfolio();
  const bind = useBind();
  const [asked, setAsked] = useState<Badge | null>(null);
  const badges = portfolio.data?.badges ?? null;
  const levels = [...new Set((badges ?? []).map(({ level }) => level))];
  const tierName = (level: number | null) => portfolio.data?.standing?.tiers.find((tier) => tier.level === level)?.name ?? '';
  return (
    <>
      <div className="page-head">
        <div>
          <PageTitle>{t('badges.title')}</PageTitle>
          <p>{t('badges.text')}</p>
        </div>
      </div>
      {portfolio.error ? <Failure error={portfolio.error} retry={() => void portfolio.refetch()} /> : null}
      {bind.error ? <Failure error={bind.error} /> : null}
      {portfolio.isPending ? <Skeleton heights={[160, 160, 160]} /> : null}
      {portfolio.data && !badges?.length ? <Empty icon="badge" title={t('badges.none')} /> : null}
      {levels.map((level) => (
        <section key={level ?? 'special'} className="stack" data-tier={level ?? 6} aria-labelledby={`badges-${level}`}>
          <h2 id={`badges-${level}`}>{level ? t('badges.forTier', { name: tierName(level) }) : t('badges.special')}</h2>
          <ul className="badge-grid">
            {badges!
              .filter((badge) => badge.level === level)
              .map((badge) => (
                <BadgeCard key={badge.badge} badge={badge} onBind={() => setAsked(badge)} />
              ))}
          </ul>
        </section>
      ))}
      <Confirm
        open={asked !== null}
        title={t('badges.bindTitle', { name: asked?.name })}
        confirm={t('badges.bind')}
        pending={bind.isPending}
        onClose={() => setAsked(null)}
        onConfirm={() => asked && bind.mutate(asked.badge, { onSettled: () => setAsked(null) })}
      >
        <p>{t('badges.bindWarning')}</p>
      </Confirm>
    </>
  );
}

const ICONS: Record<string, IconName> = { owned: 'spark', bound: 'check', reserved: 'bolt', consumed: 'card' };

function BadgeCard({ badge, onBind }: { badge: Badge; onBind: () => void }) {
  const { t } = useTranslation();
  const state = badge.state ?? 'missing';
  return (
    <li className={`panel badge-card ${state}`} data-testid={`badge-${badge.badge}`}>
      <div className="badge-medal" aria-hidden>
        <Icon name={ICONS[state] ?? 'lock'} size={24} />
      </div>
      <div className="stack-s">
        <h3>{badge.name}</h3>
        <p className="small muted">{t(`tasks.${badge.task}`, { count: badge.taskCount, defaultValue: badge.taskText ?? badge.task ?? t('badges.byHand') })}</p>
        {badge.state === null && badge.taskCount > 0 ? (
          <Bar thin label={t('badges.task', { name: badge.name })} share={badge.taskProgress / badge.taskCount}>
            <span>{t('nfts.count', { have: badge.taskProgress, need: badge.taskCount })}</span>
          </Bar>
        ) : (
          <span className={`pill ${state === 'bound' || state === 'reserved' ? 'good' : state === 'owned' ? 'warn' : ''}`}>{t(`badgeState.${state}`)}</span>
        )}
        {state === 'owned' ? (
          <Button look="primary" compact onPress={onBind}>
            {t('badges.bind')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
