import { useTranslation } from 'react-i18next';
import type { Artwork, ChainConfig, OwnNft, Profile } from '../api/types';
import { picture, pictureOf } from '../trader/art';
import { Empty } from '../ui/states';
import { explorerLink } from '../ui/explorer';
import { Icon } from '../ui/Icon';
import { Copy, When } from '../ui/values';
import './profile.css';

/** What everybody sees of a trader: the NFTs in the wallet, and the badges that were bound. */
export function Card({ profile, artwork, config }: { profile: Profile; artwork: Artwork[] | null; config: ChainConfig | null }) {
  const { t } = useTranslation();
  const best = profile.nfts.findLast(({ level }) => level === profile.currentLevel) ?? profile.nfts.at(-1);
  return (
    <>
      <section className="profile-top" data-tier={best?.level} aria-labelledby="profile-wallet">
        {best ? <img {...picture(artwork, best.level, '220px')} alt="" width="220" height="220" fetchPriority="high" /> : null}
        <div className="stack-s">
          <p className="tier-number">{profile.currentLevel > 0 ? t('nfts.level', { level: profile.currentLevel }) : t('profile.noTier')}</p>
          <h2 id="profile-wallet">{best?.tierName ?? t('profile.trader')}</h2>
          <p>
            <Copy text={profile.walletAddress} />
          </p>
        </div>
      </section>
      <section className="stack" aria-labelledby="profile-nfts">
        <h2 id="profile-nfts">{t('profile.nfts')}</h2>
        {profile.nfts.length === 0 ? <Empty icon="card" title={t('profile.noNfts')} /> : null}
        <ul className="profile-nfts">
          {profile.nfts.map((nft) => (
            <Nft key={nft.mintAddress} nft={nft} artwork={artwork} config={config} />
          ))}
        </ul>
      </section>
      {profile.badges.length > 0 ? (
        <section className="stack" aria-labelledby="profile-badges">
          <h2 id="profile-badges">{t('profile.badges')}</h2>
          <ul className="profile-badges">
            {profile.badges.map((badge) => (
              <li key={badge}>
                <Icon name="badge" size={18} />
                {nameOf(badge)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Nft({ nft, artwork, config }: { nft: OwnNft; artwork: Artwork[] | null; config: ChainConfig | null }) {
  const { t } = useTranslation();
  const link = explorerLink('address', nft.mintAddress, config);
  return (
    <li className="panel profile-nft" data-tier={nft.level}>
      <img src={pictureOf(artwork, nft.level, 160)} alt="" width="88" height="88" loading="lazy" />
      <div className="stack-s">
        <h3>{nft.tierName}</h3>
        <p>
          <span className={`pill ${nft.status === 'active' ? 'good' : ''}`}>{t(`status.${nft.status}`)}</span>
        </p>
        <p className="small muted">
          {nft.mintedAt ? <When at={nft.mintedAt} /> : null}
          {nft.mintedAt && link ? ' · ' : null}
          {link ? (
            <a href={link} target="_blank" rel="noreferrer" aria-label={t('profile.explorerOf', { name: nft.tierName })}>
              {t('profile.explorer')} <Icon name="external" size={13} />
            </a>
          ) : null}
        </p>
      </div>
    </li>
  );
}

/** The API tells everybody the identifiers only: `contract_enlightener`. */
export const nameOf = (badge: string) => badge.replaceAll('_', ' ').replace(/\b\w/g, (first) => first.toUpperCase());
