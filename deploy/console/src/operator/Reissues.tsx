import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { ReissuedNft, SearchAnswer } from '../api/types';
import { useApi } from '../auth/context';
import { Button } from '../ui/Button';
import { PageTitle } from '../ui/PageTitle';
import { Empty, Failure, Notice, Skeleton } from '../ui/states';
import { Copy, When } from '../ui/values';
import { ReissueForm } from './ReissueForm';
import { SearchBar } from './SearchBar';
import './operator.css';

const MINT = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/;
const UNDER_WAY_MS = 5_000;

/** An NFT found by its mint and issued again, and what was issued again so far. */
export default function Reissues() {
  const { t } = useTranslation();
  const api = useApi();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('mint') ?? '';
  const found = useQuery({ queryKey: ['search', asked], queryFn: () => api.search(asked), enabled: MINT.test(asked) });
  return (
    <>
      <div className="page-head">
        <div>
          <PageTitle>{t('reissues.title')}</PageTitle>
          <p>{t('reissues.text')}</p>
        </div>
      </div>
      <SearchBar id="mint" label={t('reissues.find')} button={t('reissues.button')} asked={asked} onSearch={(mint) => setParameters({ mint })} />
      {asked && !MINT.test(asked) ? <Notice tone="bad">{t('reissues.malformed')}</Notice> : null}
      {found.error ? <Failure error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading ? <Skeleton heights={[180]} /> : null}
      {found.data ? <Found key={asked} mint={asked} answer={found.data} /> : null}
      <List />
    </>
  );
}

function Found({ mint, answer }: { mint: string; answer: SearchAnswer }) {
  const { t } = useTranslation();
  const nft = answer.nfts?.find(({ kind, id }) => kind === 'nft' && id === mint);
  if (answer.nfts === null) return <Notice tone="warn">{t('overview.unavailable', { parts: answer.unavailable.join(', ') })}</Notice>;
  return nft?.userId ? <ReissueForm mint={mint} userId={nft.userId} text={nft.text} /> : <Empty icon="search" title={t('reissues.none')} />;
}

const isOpen = ({ state }: ReissuedNft) => state !== null && !['finalized', 'failed', 'refused'].includes(state);

function List() {
  const { t } = useTranslation();
  const api = useApi();
  const list = useInfiniteQuery({
    queryKey: ['reissues'],
    queryFn: ({ pageParam }) => api.reissues(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(isOpen)) ? UNDER_WAY_MS : false),
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="stack">
      <h2>{t('reissues.list')}</h2>
      {list.error ? <Failure error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isPending ? <Skeleton heights={[180]} /> : null}
      {list.data && items.length === 0 ? <Empty icon="refresh" title={t('reissues.empty')} /> : null}
      {items.length > 0 ? <Table items={items} /> : null}
      {list.hasNextPage ? (
        <div className="row">
          <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t('reissues.older')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Table({ items }: { items: ReissuedNft[] }) {
  const { t } = useTranslation();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('reissues.list')}>
      <table className="table">
        <thead>
          <tr>
            <th>{t('reissues.burned')}</th>
            <th>{t('reissues.user')}</th>
            <th>{t('reissues.state')}</th>
            <th>{t('reissues.new')}</th>
            <th>{t('reissues.when')}</th>
            <th>{t('reissues.by')}</th>
            <th>{t('letters.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.requestId}>
              <td>
                <Copy text={item.burnedMintAddress} />
              </td>
              <td>
                <Link to={`/admin/users/${item.userId}`}>{item.userId}</Link>
              </td>
              <td>
                <span className={`pill ${item.state === 'finalized' ? 'good' : isOpen(item) ? 'info' : 'bad'}`}>{item.state ? t(`awards.states.${item.state}`) : t('reissues.notQueued')}</span>
                {item.errorCode ? <span className="small muted"> {item.errorCode}</span> : null}
              </td>
              <td>{item.mintAddress ? <Copy text={item.mintAddress} /> : '–'}</td>
              <td>
                <When at={item.at} />
              </td>
              <td className="letter-key">{item.actor}</td>
              <td className="reason">
                <span className="clamped">{item.reason}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
