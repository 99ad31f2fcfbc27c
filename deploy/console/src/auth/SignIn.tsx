import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { withPages } from '../i18n';
import { LanguageMenu, ThemeButton } from '../shell/Preferences';
import { picture } from '../trader/art';
import { Button } from '../ui/Button';
import { PageTitle } from '../ui/PageTitle';
import { Notice, Skeleton } from '../ui/states';
import { useServices } from './context';
import type { OidcIdentity } from './oidc';
import './signin.css';

const LocalSignIn = lazy(() => withPages(import('../local/LocalSignIn')));

export function SignIn() {
  const { t } = useTranslation();
  const { config, identity } = useServices();
  const { pathname } = useLocation();
  return (
    <main className="signin">
      <div className="signin-art" aria-hidden>
        {[5, 4, 3, 2, 1].map((level) => (
          <img key={level} {...picture(null, level, '(max-width: 860px) 130px, 23vw')} alt="" width="240" height="240" data-tier={level} loading={level === 1 ? 'lazy' : undefined} />
        ))}
      </div>
      <div className="signin-box">
        <div className="spread">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="44" height="44" />
          <div className="row">
            <LanguageMenu />
            <ThemeButton />
          </div>
        </div>
        <PageTitle>{t('signin.title')}</PageTitle>
        <p className="muted">{t('signin.text')}</p>
        {config.oidc ? (
          <Button look="primary" onPress={() => void (identity as OidcIdentity).signIn(pathname)}>
            {t('signin.platform')}
          </Button>
        ) : null}
        {config.local || config.oidc ? null : <Notice tone="warn">{t('signin.none')}</Notice>}
        {config.local && !config.oidc ? (
          <Suspense fallback={<Skeleton heights={[160]} />}>
            <LocalSignIn />
          </Suspense>
        ) : null}
      </div>
    </main>
  );
}
