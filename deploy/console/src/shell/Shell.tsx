import { Suspense, useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation } from 'react-router';
import { useServices, useSession } from '../auth/context';
import { LocalMarket } from '../local';
import { Button } from '../ui/Button';
import { Icon, type IconName } from '../ui/Icon';
import { Notice, Skeleton } from '../ui/states';
import { shortened } from '../ui/format';
import { LanguageMenu, ThemeButton } from './Preferences';
import { LiveContext, useLiveFeed } from './live';
import './shell.css';

interface Place {
  to: string;
  icon: IconName;
  label: string;
}

const TRADER: Place[] = [
  { to: '/', icon: 'card', label: 'nav.nfts' },
  { to: '/badges', icon: 'badge', label: 'nav.badges' },
  { to: '/history', icon: 'history', label: 'nav.history' },
  { to: '/profile', icon: 'user', label: 'nav.profile' },
];
const OPERATOR: Place[] = [
  { to: '/admin', icon: 'overview', label: 'nav.overview' },
  { to: '/admin/search', icon: 'search', label: 'nav.search' },
  { to: '/admin/operations', icon: 'list', label: 'nav.operations' },
  { to: '/admin/dead-letters', icon: 'letter', label: 'nav.deadLetters' },
  { to: '/admin/reissues', icon: 'refresh', label: 'nav.reissues' },
  { to: '/admin/definitions', icon: 'image', label: 'nav.definitions' },
];
const MANAGER: Place[] = [{ to: '/awards', icon: 'trophy', label: 'nav.awards' }];

/** The frame of every page: what there is for the roles of who is signed in. */
export function Shell() {
  const { t } = useTranslation();
  const session = useSession();
  const { config } = useServices();
  const roles = session?.roles ?? [];
  const live = useLiveFeed(roles.includes('user'));
  useFocusOnNavigation();
  const groups = [
    { label: 'nav.trader', places: roles.includes('user') ? TRADER : [] },
    { label: 'nav.operator', places: roles.includes('admin') ? OPERATOR : [] },
    { label: 'nav.manager', places: roles.includes('competition_manager') ? MANAGER : [] },
  ].filter(({ places }) => places.length > 0);
  return (
    <LiveContext value={live}>
      <div className="shell">
        <a className="skip" href="#main">
          {t('nav.skip')}
        </a>
        <header className="side">
          <NavLink to="/" className="logo" aria-label={t('nav.home')}>
            <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="34" height="34" />
            <span>AIW3 NFT</span>
          </NavLink>
          <nav aria-label={t('nav.label')}>
            {groups.map(({ label, places }) => (
              <div className="nav-group" key={label}>
                {groups.length > 1 ? <p className="nav-title">{t(label)}</p> : null}
                <ul>
                  {places.map((place) => (
                    <li key={place.to}>
                      <NavLink to={place.to} end={place.to === '/' || place.to === '/admin'} className="nav-link">
                        <Icon name={place.icon} />
                        <span>{t(place.label)}</span>
                      </NavLink>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </nav>
          {config.local && roles.includes('user') && session?.wallet ? (
            <Suspense>
              <LocalMarket userId={session.userId} wallet={session.wallet} />
            </Suspense>
          ) : null}
          <Account />
        </header>
        <main id="main" tabIndex={-1}>
          <Offline />
          <Suspense fallback={<Skeleton heights={[44, 280, 200]} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </LiveContext>
  );
}

function Account() {
  const { t } = useTranslation();
  const { identity } = useServices();
  const session = useSession();
  if (!session) return null;
  return (
    <div className="account">
      <div className="who">
        <Icon name="user" />
        <span>
          <strong>{t('nav.user', { id: session.userId })}</strong>
          {session.wallet ? <span className="mono muted">{shortened(session.wallet)}</span> : null}
        </span>
      </div>
      <div className="account-buttons">
        <LanguageMenu />
        <ThemeButton />
        <Button look="quiet" compact aria-label={t('nav.signOut')} onPress={() => void identity.signOut()}>
          <Icon name="out" />
        </Button>
      </div>
    </div>
  );
}

function Offline() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(
    (changed) => {
      addEventListener('online', changed);
      addEventListener('offline', changed);
      return () => {
        removeEventListener('online', changed);
        removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
  );
  return online ? null : (
    <div className="offline">
      <Notice tone="warn">
        <strong>{t('common.offline')}</strong>
        <span>{t('common.offlineText')}</span>
      </Notice>
    </div>
  );
}

/** A page that was navigated to is read from its start; the first one is not taken from the reader. */
function useFocusOnNavigation() {
  const { pathname, key } = useLocation();
  useEffect(() => {
    if (key !== 'default') document.getElementById('main')?.focus({ preventScroll: false });
    scrollTo(0, 0);
    // On a phone the bar of pages may be wider than the screen. jsdom cannot scroll.
    document.querySelector('.nav-link.active')?.scrollIntoView?.({ block: 'nearest', inline: 'center' });
  }, [pathname, key]);
}
