import { ErrorResponse, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { ConsoleConfig } from '../api/config';
import { sessionOf, SessionStore, type Identity } from './session';

const RETURN_TO = `${location.origin}${import.meta.env.BASE_URL}callback`;

/** Sign-in at the platform's provider: authorization code with PKCE, renewed while the page is open. */
export class OidcIdentity implements Identity {
  private readonly store = new SessionStore();
  private readonly manager: UserManager;

  private constructor(oidc: NonNullable<ConsoleConfig['oidc']>) {
    this.manager = new UserManager({
      authority: oidc.authority,
      client_id: oidc.clientId,
      redirect_uri: RETURN_TO,
      post_logout_redirect_uri: `${location.origin}${import.meta.env.BASE_URL}`,
      response_type: 'code',
      scope: oidc.scope ?? 'openid',
      // In a frame it would be against the security policy: see renew().
      automaticSilentRenew: false,
      // Of this tab alone, and gone with it.
      userStore: new WebStorageStateStore({ store: sessionStorage }),
    });
    this.manager.events.addUserLoaded((user) => this.store.set(sessionOf(user.access_token)));
    this.manager.events.addAccessTokenExpiring(() => void this.refresh().catch(() => undefined));
    this.manager.events.addUserUnloaded(() => this.store.set(null));
  }

  static async restore(oidc: NonNullable<ConsoleConfig['oidc']>): Promise<OidcIdentity> {
    const identity = new OidcIdentity(oidc);
    const user = await identity.manager.getUser();
    if (user && !user.expired) identity.store.set(sessionOf(user.access_token));
    return identity;
  }

  current = this.store.current;
  subscribe = this.store.subscribe;

  /** @param path where to come back to */
  signIn = (path: string) => this.manager.signinRedirect({ state: path });

  /** Ends the redirect; the path that the sign-in began at. */
  async finish(): Promise<string> {
    const user = await this.manager.signinRedirectCallback().catch((cause: unknown) => {
      throw Object.assign(new Error('sign-in', { cause }), { name: cause instanceof ErrorResponse && cause.error === 'access_denied' ? 'SignInRefusedError' : 'SignInFailedError' });
    });
    return typeof user.state === 'string' ? user.state : '/';
  }

  async renew(): Promise<void> {
    try {
      await this.refresh();
    } catch {
      await this.manager.removeUser();
    }
  }

  /** With the refresh token; without one the user signs in again. */
  private async refresh(): Promise<void> {
    const user = await this.manager.getUser();
    if (!user?.refresh_token) throw new Error('no refresh token');
    await this.manager.signinSilent();
  }

  async signOut(): Promise<void> {
    await this.manager.removeUser();
  }
}
