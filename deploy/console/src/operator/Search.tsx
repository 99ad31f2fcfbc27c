import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { SearchAnswer, SearchHit } from '../api/types';
import { useApi } from '../auth/context';
import { Icon, type IconName } from '../ui/Icon';
import { PageTitle } from '../ui/PageTitle';
import { Empty, Failure, Notice, Skeleton } from '../ui/states';
import { When } from '../ui/values';
import { SearchBar } from './SearchBar';
import './operator.css';

const ALLOWED = /^[A-Za-z0-9:_-]{1,100}$/;

/** By user, wallet, mint, signature or operation: what is asked is in the address, to be shared. */
export default function Search() {
  const { t } = useTranslation();
  const api = useApi();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('q') ?? '';
  const answer = useQuery({ queryKey: ['search', asked], queryFn: () => api.search(asked), enabled: ALLOWED.test(asked) });
  return (
    <>
      <div className="page-head">
        <div>
          <PageTitle>{t('search.title')}</PageTitle>
          <p>{t('search.text')}</p>
        </div>
      </div>
      <SearchBar id="q" label={t('search.title')} labelHidden button={t('search.button')} placeholder={t('search.placeholder')} autoFocus asked={asked} onSearch={(q) => setParameters({ q })} />
      {asked && !ALLOWED.test(asked) ? <Notice tone="bad">{t('search.malformed')}</Notice> : null}
      {answer.error ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : null}
      {answer.isLoading ? <Skeleton heights={[64, 64]} /> : null}
      {answer.data ? <Hits answer={answer.data} /> : null}
    </>
  );
}

function Hits({ answer }: { answer: SearchAnswer }) {
  const { t } = useTranslation();
  const hits = [answer.users, answer.operations, answer.nfts, answer.badges].flatMap((part) => part ?? []);
  return (
    <>
      {answer.unavailable.length > 0 ? <Notice tone="warn">{t('overview.unavailable', { parts: answer.unavailable.join(', ') })}</Notice> : null}
      {hits.length === 0 ? (
        <Empty icon="search" title={t('search.none')}>
          <p>{t('search.noneText')}</p>
        </Empty>
      ) : (
        <ul className="hits panel">
          {hits.map((hit) => (
            <Hit key={hit.kind + hit.id} hit={hit} />
          ))}
        </ul>
      )}
    </>
  );
}

const ICONS: Record<SearchHit['kind'], IconName> = { user: 'user', nft: 'card', transaction: 'bolt', award: 'trophy', operation: 'list', badge: 'badge', trade: 'refresh' };

function Hit({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation();
  const to = hit.kind === 'operation' ? `/admin/operations/${hit.id}` : hit.userId ? `/admin/users/${hit.userId}` : null;
  const content = (
    <>
      <Icon name={ICONS[hit.kind] ?? 'list'} />
      <span className="hit-text">
        <strong>
          {t(`search.kind.${hit.kind}`)} <span className="mono">{hit.id}</span>
        </strong>
        <span className="small muted">
          {hit.text} · {hit.userId ? t('nav.user', { id: hit.userId }) : t('search.nobody')}
        </span>
      </span>
      {hit.at ? (
        <span className="small muted">
          <When at={hit.at} />
        </span>
      ) : null}
    </>
  );
  return (
    <li>
      {to ? (
        <Link to={to} className="hit">
          {content}
        </Link>
      ) : (
        <div className="hit">{content}</div>
      )}
    </li>
  );
}
