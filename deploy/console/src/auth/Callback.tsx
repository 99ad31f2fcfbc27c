import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { Failure, Skeleton } from '../ui/states';
import { useServices } from './context';
import type { OidcIdentity } from './oidc';

/** Where the provider sends the browser back to. */
export function Callback() {
  const { identity } = useServices();
  const navigate = useNavigate();
  // A query runs once however often the page is drawn: the code in the address is good once.
  const finish = useQuery({ queryKey: ['callback'], queryFn: () => (identity as OidcIdentity).finish(), staleTime: Infinity });
  useEffect(() => {
    if (finish.data) void navigate(finish.data, { replace: true });
  }, [finish.data, navigate]);
  return <main>{finish.error ? <Failure error={finish.error} retry={() => location.assign(import.meta.env.BASE_URL)} /> : <Skeleton heights={[120]} />}</main>;
}
