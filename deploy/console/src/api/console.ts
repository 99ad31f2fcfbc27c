import { exactly } from './decimal';
import type { Transport } from './transport';
import type {
  AwardList,
  AwardOutcome,
  CursorPage,
  Definition,
  HistoryItem,
  Moment,
  Nft,
  Operation,
  OperatorView,
  Overview,
  Page,
  Portfolio,
  SearchAnswer,
  Trade,
  UserPicture,
} from './types';

export interface AwardBody {
  reason?: string;
  recipients: { userId: string; rank?: number }[];
}

/** Every call that the console makes, in one place: another client takes its place here. */
export class ConsoleApi {
  constructor(private readonly http: Transport) {}

  portfolio = async (): Promise<Portfolio> => exactly(await this.http.get('/api/v1/nft/portfolio'));
  operation = (id: string) => this.http.get<Operation>(`/api/v1/nft/operations/${encodeURIComponent(id)}`);
  history = (cursor: string | null) => this.http.get<CursorPage<HistoryItem> & { completeSince: string }>(`/api/v1/nft/history${page(cursor)}`);
  trades = async (cursor: string | null): Promise<CursorPage<Trade> & { volume: string }> =>
    exactly(await this.http.get(`/api/v1/nft/volume${page(cursor)}`));

  claim = (key?: string) => this.http.post<Operation>('/api/v1/nft/claim', {}, key);
  upgrade = (targetLevel: number, key?: string) => this.http.post<Operation>('/api/v1/nft/upgrades', { targetLevel }, key);
  submitBurn = (id: string, signedTransaction: string) => this.http.post<Operation>(`/api/v1/nft/upgrades/${id}/burn`, { signedTransaction });
  renewBurn = (id: string) => this.http.post<Operation>(`/api/v1/nft/upgrades/${id}/burn-transaction`);
  cancel = (id: string) => this.http.post<Operation>(`/api/v1/nft/upgrades/${id}/cancel`);
  retry = (id: string) => this.http.post<Operation>(`/api/v1/nft/upgrades/${id}/retry`);
  activate = (mint: string) => this.http.post<Nft>(`/api/v1/nfts/${mint}/activate`);
  bind = (badge: string) => this.http.post<unknown>(`/api/v1/badges/${badge}/bind`);

  overview = () => this.http.get<Overview>('/api/v1/admin/overview');
  search = (q: string) => this.http.get<SearchAnswer>(`/api/v1/admin/search?q=${encodeURIComponent(q)}`);
  user = async (id: string): Promise<UserPicture> => exactly(await this.http.get(`/api/v1/admin/users/${encodeURIComponent(id)}`));
  adminOperations = (query: { status?: string; stuck?: boolean; page: number }) => {
    const parameters = new URLSearchParams({ page: String(query.page), pageSize: '20' });
    if (query.status) parameters.set('status', query.status);
    if (query.stuck) parameters.set('stuck', 'true');
    return this.http.get<Page<OperatorView>>(`/api/v1/admin/upgrades?${parameters}`);
  };
  timeline = (id: string) => this.http.get<Moment[]>(`/api/v1/admin/upgrades/${encodeURIComponent(id)}/timeline`);
  adminRetry = (id: string) => this.http.post<Operation>(`/api/v1/admin/upgrades/${id}/retry`);
  definitions = () => this.http.get<Page<Definition>>('/api/v1/admin/nft-definitions?pageSize=100');

  awards = (competition: string) => this.http.get<AwardList>(`/api/v1/admin/competitions/${encodeURIComponent(competition)}/awards`);
  award = (competition: string, body: AwardBody, key?: string) =>
    this.http.post<{ competitionId: string; outcomes: AwardOutcome[] }>(`/api/v1/admin/competitions/${encodeURIComponent(competition)}/awards`, body, key);
}

const page = (cursor: string | null) => `?pageSize=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
