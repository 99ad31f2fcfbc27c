/**
 * An OpenID provider of the platform's kind for the browser tests: a certified library, with the console as its client. Authorization code with
 * PKCE, signed access tokens with the claims that the services read, refresh tokens. Anybody signs in under any name.
 */
import { createServer } from 'node:http';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import Provider from 'oidc-provider';

export const CLIENT = 'nft-console';
const AUDIENCE = 'aiw3-nft';
const RESOURCE = 'https://nft.aiw3.example/api';

/**
 * @param tokenSeconds how long an access token is good
 * @param groups the roles that everybody has
 * @returns issuer; requests: the grants that tokens were requested by; register: names the console's address and starts; refuse: withdraws what
 *   was granted; verify: checks a token as the services do and gives its claims
 */
export async function startProvider({ tokenSeconds = 600, groups = ['admin'] } = {}) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const server = createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const requests = [];
  let withdrawn = false;

  async function register(console) {
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT,
          token_endpoint_auth_method: 'none',
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code'],
          redirect_uris: [`${console}/console/callback`],
        },
      ],
      jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'test', use: 'sig', alg: 'RS256' }] },
      pkce: { required: () => true },
      clientBasedCORS: () => true,
      cookies: { keys: ['a key of this test'] },
      findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
      issueRefreshToken: () => true,
      rotateRefreshToken: true,
      extraTokenClaims: () => ({ groups }),
      ttl: { AccessToken: tokenSeconds, IdToken: tokenSeconds, AuthorizationCode: 60, Grant: 3600, Interaction: 3600, RefreshToken: 3600, Session: 3600 },
      features: {
        devInteractions: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => RESOURCE,
          useGrantedResource: () => true,
          getResourceServerInfo: () => ({ scope: '', audience: AUDIENCE, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
        },
      },
    });
    provider.use(async (context, next) => {
      await next();
      if (context.oidc?.route === 'token' && context.method === 'POST') requests.push({ grant: context.oidc.params?.grant_type, verifier: Boolean(context.oidc.params?.code_verifier), status: context.status });
    });
    const answer = provider.callback();
    server.on('request', (request, response) => {
      if (withdrawn && request.url === '/token' && request.method === 'POST') {
        response.writeHead(400, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
        response.end('{"error":"invalid_grant"}');
      } else {
        answer(request, response);
      }
    });
  }

  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  return {
    issuer,
    requests,
    register,
    withdraw: () => (withdrawn = true),
    verify: async (token) => (await jwtVerify(token, keys, { issuer, audience: AUDIENCE, algorithms: ['RS256'], requiredClaims: ['sub', 'exp'] })).payload,
    close: () => new Promise((closed) => { server.closeAllConnections(); server.close(closed); }),
  };
}
