import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { PageTitle } from '../ui/PageTitle';
import { Failure, Skeleton } from '../ui/states';
import { useServices } from './context';
import type { OidcIdentity } from './oidc';
import './signin.css';

/** Where the provider sends the browser back to. */
export function Callback() {
  const { t } = useTranslation();
  const { identity } = useServices();
  const navigate = useNavigate();
  // A query runs once however often the page is drawn: the code in the address is good once.
  const finish = useQuery({ queryKey: ['callback'], queryFn: () => (identity as OidcIdentity).finish(), staleTime: Infinity });
  useEffect(() => {
    if (finish.data) void navigate(finish.data, { replace: true });
  }, [finish.data, navigate]);
  return (
    <main className="stack callback">
      <PageTitle>{t('signin.platform')}</PageTitle>
      {finish.error ? <Failure error={finish.error} retry={() => location.assign(import.meta.env.BASE_URL)} /> : <Skeleton heights={[120]} />}
    </main>
  );
}
