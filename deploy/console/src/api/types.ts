import type { Api } from '@aiw3/nft-client';

/** What the API answers, by the client's types, in the console's words. */

/** Amounts are kept as text: they are exact. */
export type Decimal = string;

type Amount = 'volume' | 'shortfall' | 'amount';

/** An answer whose amounts are text, see {@link exactly}. */
export type Exact<T> = T extends readonly (infer One)[]
  ? Exact<One>[]
  : T extends object
    ? { [K in keyof T as K extends `${Amount}Text` ? never : K]: K extends Amount ? Decimal : Exact<T[K]> }
    : T;

export type Portfolio = Exact<Api.Portfolio>;
export type Standing = Exact<Api.StandingView>;
export type TierStanding = Exact<Api.TierStanding>;
export type OwnNft = Api.OwnNft;
export type Artwork = Api.ArtworkView;
export type ChainConfig = Pick<Api.ChainView, 'cluster' | 'explorer'>;
export type Badge = Api.CatalogueView;
export type BadgeState = Api.BadgeState;
export type Operation = Api.Operation;
export type OperationStatus = Api.OperationStatus;
export type BurnTransaction = Api.BurnTransaction;
export type History = Api.HistoryView;
export type HistoryItem = Api.HistoryItem;
export type Volume = Exact<Api.VolumeView>;
export type Trade = Exact<Api.VolumeItem>;
export type Profile = Api.ProfileView;

export type Overview = Api.Overview;
export type DeadLetters = Api.DeadLetterCount;
export type DeadLetterPage = Api.DeadLetterPage;
export type DeadLetter = Api.DeadLetterView;
export type DeadLetterDetail = Api.DeadLetterDetail;
export type LetterText = Api.LetterText;
export type ReissuePage = Api.ReissuePage;
export type ReissuedNft = Api.ReissuedNft;
export type SearchAnswer = Api.SearchResult;
export type SearchHit = Api.SearchHit;
export type UserPicture = Exact<Api.UserPicture>;
export type OperatorView = Api.OperatorView;
export type Moment = Api.Moment;
export type Definition = Api.DefinitionView;
export type AwardList = Api.AwardList;
export type Award = Api.CompetitionAward;

export interface Page<T> {
  items: T[];
  page: number;
  pageSize: number;
  total: number;
}

export interface CursorPage<T> {
  items: T[];
  next: string | null;
}
