import { useTranslation } from 'react-i18next';
import type { Badge, Portfolio, TierStanding } from '../api/types';
import { Bar } from '../ui/Bar';
import { percent } from '../ui/format';
import { Icon } from '../ui/Icon';
import { Amount } from '../ui/values';

/** What a tier asks for, and how much of it is there. */
export function Conditions({ portfolio, tier }: { portfolio: Portfolio; tier: TierStanding }) {
  const { t, i18n } = useTranslation();
  const { progress, requirement } = tier;
  const badges = (portfolio.badges ?? []).filter(({ level }) => level === tier.level);
  return (
    <div className="conditions">
      <Bar label={t('nfts.volumeFor', { name: tier.name })} share={progress.ratio}>
        <span>
          <Amount value={progress.volume} /> <span className="muted">{t('nfts.of')}</span> <Amount value={requirement.volume} />
        </span>
        <strong>{percent(progress.ratio, i18n.language)}</strong>
      </Bar>
      {requirement.badges > 0 ? (
        <div className="stack-s">
          <p className="bar-label">
            <span>{t('nfts.badgesBound')}</span>
            <strong>{t('nfts.count', { have: progress.badgesBound, need: requirement.badges })}</strong>
          </p>
          <ul className="slots">
            {badges.map((badge) => (
              <li key={badge.badge} className={`slot ${badge.state ?? 'missing'}`}>
                <Icon name={iconOf(badge)} size={15} />
                {badge.name}
                <span className="visually-hidden">: {t(`badgeState.${badge.state ?? 'missing'}`)}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

const iconOf = ({ state }: Badge) => (state === null ? 'lock' : state === 'owned' ? 'spark' : 'check');
