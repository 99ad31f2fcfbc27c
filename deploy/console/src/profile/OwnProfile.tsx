import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useSession } from '../auth/context';
import { usePortfolio } from '../trader/queries';
import { PageTitle } from '../ui/PageTitle';
import { Failure, Notice, Skeleton } from '../ui/states';
import { Copy } from '../ui/values';
import { Card } from './Card';
import './profile.css';

/** Whether everybody may see the trader's NFTs, and what they see. */
export default function OwnProfile() {
  const { t } = useTranslation();
  const api = useApi();
  const session = useSession();
  const queries = useQueryClient();
  const portfolio = usePortfolio().data;
  const wallet = portfolio?.standing?.walletAddress ?? session?.wallet ?? null;
  const key = ['ownProfile', session?.userId];
  const settings = useQuery({ queryKey: key, queryFn: api.ownProfile });
  const change = useMutation({
    mutationFn: api.setProfile,
    onSuccess: (answer) => queries.setQueryData(key, answer),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['profile'] }),
  });
  const shown = settings.data?.public ?? false;
  return (
    <>
      <div className="page-head">
        <div>
          <PageTitle>{t('profile.title')}</PageTitle>
          <p>{t('profile.text')}</p>
        </div>
      </div>
      {settings.error ? <Failure error={settings.error} retry={() => void settings.refetch()} /> : null}
      {change.error ? <Failure error={change.error} /> : null}
      {settings.isPending ? <Skeleton heights={[120]} /> : null}
      {settings.data ? (
        <section className="panel stack" aria-labelledby="show">
          <div className="spread">
            <div className="stack-s">
              <h2 id="show">{t('profile.show')}</h2>
              <p className="small muted">{t(shown ? 'profile.isShown' : 'profile.isHidden')}</p>
            </div>
            <Switch label={t('profile.show')} on={change.isPending ? change.variables : shown} pending={change.isPending} onChange={(on) => change.mutate(on)} />
          </div>
          {shown && wallet ? <Address wallet={wallet} /> : null}
          {wallet ? null : (
            <Notice tone="info" icon="card">
              <strong>{t('profile.noWallet')}</strong>
            </Notice>
          )}
        </section>
      ) : null}
      {shown && wallet ? <Preview wallet={wallet} /> : null}
    </>
  );
}

function Switch({ label, on, pending, onChange }: { label: string; on: boolean; pending: boolean; onChange: (on: boolean) => void }) {
  const id = useId();
  return (
    <label className="switch" htmlFor={id}>
      <input id={id} type="checkbox" role="switch" checked={on} aria-label={label} aria-busy={pending} onChange={(event) => !pending && onChange(event.target.checked)} />
      <span className="switch-track" aria-hidden />
    </label>
  );
}

function Address({ wallet }: { wallet: string }) {
  const { t } = useTranslation();
  const path = `/profiles/${wallet}`;
  const address = `${location.origin}${import.meta.env.BASE_URL}profiles/${wallet}`;
  return (
    <p className="row">
      <Link to={path}>{t('profile.open')}</Link>
      <Copy text={address} label={t('profile.copyLink')} />
    </p>
  );
}

/** As everybody sees it, asked for as everybody does. */
function Preview({ wallet }: { wallet: string }) {
  const api = useApi();
  const portfolio = usePortfolio().data;
  const profile = useQuery({ queryKey: ['profile', wallet], queryFn: () => api.profile(wallet) });
  if (profile.isPending) return <Skeleton heights={[260]} />;
  if (!profile.data) return <Failure error={profile.error} retry={() => void profile.refetch()} />;
  return <Card profile={profile.data} artwork={portfolio?.artwork ?? null} config={portfolio?.config ?? null} />;
}
