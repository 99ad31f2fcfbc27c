import { useTranslation } from 'react-i18next';
import type { Portfolio, TierStanding } from '../api/types';
import { Bar } from '../ui/Bar';
import { percent } from '../ui/format';
import { Icon } from '../ui/Icon';
import { Amount } from '../ui/values';
import { picture } from './art';
import { TierPill } from './Focus';
import { nextOf } from './next';
import { NextButton } from './NextButton';

/** One rung of the ladder. */
export function TierTile({ portfolio, tier }: { portfolio: Portfolio; tier: TierStanding }) {
  const { t, i18n } = useTranslation();
  const { requirement, progress, benefits } = tier;
  return (
    <article className={`tile ${tier.status}`} data-tier={tier.level} aria-labelledby={`tier-${tier.level}`} data-testid={`tier-${tier.level}`}>
      <div className="tile-art">
        <img {...picture(portfolio.artwork, tier.level, '(max-width: 860px) 116px, 220px')} alt="" width="320" height="320" loading="lazy" />
        {tier.status === 'locked' ? (
          <span className="tile-lock">
            <Icon name="lock" size={18} />
          </span>
        ) : null}
      </div>
      <div className="tile-body">
        <p className="spread">
          <span className="tier-number">{t('nfts.level', { level: tier.level })}</span>
          <TierPill tier={tier} />
        </p>
        <h3 id={`tier-${tier.level}`}>{tier.name}</h3>
        <ul className="tile-facts">
          <li>
            <Amount value={requirement.volume} />
          </li>
          {requirement.badges > 0 ? <li>{t('nfts.badgesNeeded', { count: requirement.badges })}</li> : null}
          <li>{t('nfts.benefitLine', { fee: percent(benefits.feeReduction, i18n.language), uses: benefits.aiagentUses })}</li>
        </ul>
        {tier.status === 'locked' || tier.status === 'unlockable' ? <Bar thin label={t('nfts.volumeFor', { name: tier.name })} share={progress.ratio} /> : null}
        <NextButton next={nextOf(portfolio, tier)} name={tier.name} />
      </div>
    </article>
  );
}
