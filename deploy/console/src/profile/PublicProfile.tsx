import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { codeOf } from '../api/errors';
import { useApi, useSession } from '../auth/context';
import { LanguageMenu, ThemeButton } from '../shell/Preferences';
import { PageTitle } from '../ui/PageTitle';
import { Empty, Failure, Skeleton } from '../ui/states';
import { Card } from './Card';
import './profile.css';

/** A trader's NFTs, for anybody who has the address; no sign-in. */
export default function PublicProfile() {
  const { t } = useTranslation();
  const { wallet = '' } = useParams();
  const api = useApi();
  const session = useSession();
  const profile = useQuery({ queryKey: ['profile', wallet], queryFn: () => api.profile(wallet), refetchInterval: 30_000 });
  // Pictures and explorer links are extras: the page is whole without them.
  const artwork = useQuery({ queryKey: ['artwork'], queryFn: api.artwork, staleTime: Infinity });
  const config = useQuery({ queryKey: ['chain'], queryFn: api.chain, staleTime: Infinity });
  const hidden = codeOf(profile.error) === 'NOT_FOUND';
  return (
    <div className="public">
      <header className="public-head">
        <Link to="/" className="logo" aria-label={t('nav.home')}>
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="34" height="34" />
          <span>AIW3 NFT</span>
        </Link>
        <div className="row">
          <LanguageMenu />
          <ThemeButton />
          <Link to="/" className="button compact">
            {t(session ? 'profile.toConsole' : 'signin.platform')}
          </Link>
        </div>
      </header>
      <main id="main">
        <div className="page-head">
          <PageTitle>{t('profile.publicTitle')}</PageTitle>
        </div>
        {profile.isPending ? <Skeleton heights={[260, 140]} /> : null}
        {hidden ? (
          <Empty icon="lock" title={t('profile.hidden')}>
            <p>{t('profile.hiddenText')}</p>
          </Empty>
        ) : profile.error ? (
          <Failure error={profile.error} retry={() => void profile.refetch()} />
        ) : null}
        {profile.data && !hidden ? <Card profile={profile.data} artwork={artwork.data ?? null} config={config.data ?? null} /> : null}
      </main>
    </div>
  );
}
