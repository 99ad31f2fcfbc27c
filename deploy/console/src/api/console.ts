import type { Api } from '@aiw3/nft-client';
import { exactly } from './decimal';
import type { Transport } from './transport';
import type {
  AwardList,
  DeadLetter,
  DeadLetterDetail,
  DeadLetterPage,
  Definition,
  History,
  Moment,
  Operation,
  OperatorView,
  Overview,
  Page,
  Portfolio,
  Profile,
  ReissuePage,
  SearchAnswer,
  UserPicture,
  Volume,
} from './types';

/** Every call that the console makes, in one place: another client takes its place here. */
export class ConsoleApi {
  constructor(private readonly http: Transport) {}

  portfolio = async (): Promise<Portfolio> => exactly(await this.http.get('/api/v1/nft/portfolio'));
  operation = (id: string) => this.http.get<Operation>(`/api/v1/nft/operations/${segment(id)}`);
  history = (cursor: string | null) => this.http.get<History>(`/api/v1/nft/history${page(cursor)}`);
  trades = async (cursor: string | null): Promise<Volume> => exactly(await this.http.get(`/api/v1/nft/volume${page(cursor)}`));

  claim = (key?: string) => this.http.post<Operation>('/api/v1/nft/claim', {}, key);
  upgrade = (targetLevel: number, key?: string) => this.http.post<Operation>('/api/v1/nft/upgrades', { targetLevel }, key);
  submitBurn = (id: string, signedTransaction: string) => this.http.post<Operation>(`/api/v1/nft/upgrades/${id}/burn`, { signedTransaction });
  renewBurn = (id: string) => this.http.post<Operation>(`/api/v1/nft/upgrades/${id}/burn-transaction`);
  cancel = (id: string) => this.http.post<Operation>(`/api/v1/nft/upgrades/${id}/cancel`);
  retry = (id: string) => this.http.post<Operation>(`/api/v1/nft/upgrades/${id}/retry`);
  activate = (mint: string) => this.http.post<unknown>(`/api/v1/nfts/${mint}/activate`);
  bind = (badge: string) => this.http.post<unknown>(`/api/v1/badges/${badge}/bind`);

  /** Of anybody, without a sign-in; 404 where its owner does not show it. */
  profile = (wallet: string) => this.http.get<Profile>(`/api/v1/nft/profiles/${segment(wallet)}`);
  ownProfile = () => this.http.get<Api.ProfileSettings>('/api/v1/nft/profile');
  setProfile = (shown: boolean) => this.http.put<Api.ProfileSettings>('/api/v1/nft/profile', { public: shown });
  chain = () => this.http.get<Api.ChainView>('/api/v1/nft/config');
  tiers = () => this.http.get<Api.Tier[]>('/api/v1/nft/tiers');
  artwork = () => this.http.get<Api.ArtworkView[]>('/api/v1/nft/artwork');

  overview = () => this.http.get<Overview>('/api/v1/admin/overview');
  search = (q: string) => this.http.get<SearchAnswer>(`/api/v1/admin/search?q=${encodeURIComponent(q)}`);
  user = async (id: string): Promise<UserPicture> => exactly(await this.http.get(`/api/v1/admin/users/${segment(id)}`));
  adminOperations = (query: { status?: string; stuck?: boolean; page: number }) => {
    const parameters = new URLSearchParams({ page: String(query.page), pageSize: '20' });
    if (query.status) parameters.set('status', query.status);
    if (query.stuck) parameters.set('stuck', 'true');
    return this.http.get<Page<OperatorView>>(`/api/v1/admin/upgrades?${parameters}`);
  };
  timeline = (id: string) => this.http.get<Moment[]>(`/api/v1/admin/upgrades/${segment(id)}/timeline`);
  adminRetry = (id: string) => this.http.post<Operation>(`/api/v1/admin/upgrades/${segment(id)}/retry`);
  adminCancel = (id: string) => this.http.post<Operation>(`/api/v1/admin/upgrades/${segment(id)}/cancel`);
  deadLetters = (service: string, topic: string, query: { state: 'pending' | 'all'; cursor: string | null }) =>
    this.http.get<DeadLetterPage>(`${letters(service, topic)}${page(query.cursor)}&state=${query.state}`);
  deadLetter = (place: LetterPlace) => this.http.get<DeadLetterDetail>(letter(place));
  replayLetter = (place: LetterPlace) => this.http.post<DeadLetter>(`${letter(place)}/replay`);
  discardLetter = (place: LetterPlace, reason: string) => this.http.post<DeadLetter>(`${letter(place)}/discard`, { reason });
  reissues = (cursor: string | null) => this.http.get<ReissuePage>(`/api/v1/admin/nfts/reissues${page(cursor)}`);
  reissue = (mint: string, reason: string, key?: string) => this.http.post<Api.Reissue>(`/api/v1/admin/nfts/${segment(mint)}/reissue`, { reason }, key);
  definitions = () => this.http.get<Page<Definition>>('/api/v1/admin/nft-definitions?pageSize=100');
  createDefinition = (definition: Api.NewDefinitionRequest) => this.http.post<Definition>('/api/v1/admin/nft-definitions', definition);
  replaceDefinition = (level: number, definition: Api.DefinitionRequest) => this.http.put<Definition>(`/api/v1/admin/nft-definitions/${level}`, definition);

  competitions = () => this.http.get<Page<Api.Competition>>('/api/v1/admin/competitions?pageSize=100');
  competition = (id: string) => this.http.get<Api.CompetitionDetail>(`/api/v1/admin/competitions/${segment(id)}`);
  foreseeAwards = (competition: string, body: Api.AwardRequest) => this.http.post<Api.AwardDryRun>(`/api/v1/admin/competitions/${segment(competition)}/awards/dry-run`, body);
  awards = (competition: string) => this.http.get<AwardList>(`/api/v1/admin/competitions/${segment(competition)}/awards`);
  award = (competition: string, body: Api.AwardRequest, key?: string) =>
    this.http.post<Api.Awarded>(`/api/v1/admin/competitions/${segment(competition)}/awards`, body, key);
}

/** Where a dead letter is: its service, the topic that it comes from, and its place among the topic's dead letters. */
export interface LetterPlace {
  service: string;
  topic: string;
  partition: number | string;
  offset: number | string;
}

const letters = (service: string, topic: string) => `/api/v1/admin/dead-letters/${segment(service)}/${segment(topic)}`;
const letter = ({ service, topic, partition, offset }: LetterPlace) => `${letters(service, topic)}/${segment(String(partition))}/${segment(String(offset))}`;
const segment = (value: string) => encodeURIComponent(value);
const page = (cursor: string | null) => `?pageSize=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
