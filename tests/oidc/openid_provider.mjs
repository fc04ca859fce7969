// An OpenID provider on a free port of this machine, for one client. Whoever is named by
// `login_hint`, or where nobody is by the third argument, signs in by themselves; "nobody" refuses. Prints its issuer, then serves.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, redirectUrl, person] = process.argv.slice(2);
const found = createRequire(modules + '/').resolve('oidc-provider');
const { default: Provider } = await import(pathToFileURL(found).href);

const people = {
  mina: { email: 'Mina@Example.com', email_verified: true, preferred_username: 'mina' },
  jun: { email: 'jun@example.com', email_verified: true, preferred_username: '준' },
  thief: { email: 'owner@example.com', email_verified: false, preferred_username: 'owner' },
};

let handle;
const server = createServer((request, response) => handle(request, response));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'wayfare',
    client_secret: 'a secret with % and : in it',
    redirect_uris: [redirectUrl],
    response_types: ['code'],
    grant_types: ['authorization_code'],
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['preferred_username'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['tests'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});

async function interact(request, response) {
  const { params, prompt, grantId } = await provider.interactionDetails(request, response);
  const accountId = params.login_hint ?? person;
  if (accountId === 'nobody') {
    const refusal = { error: 'access_denied', error_description: 'nobody' };
    return provider.interactionFinished(request, response, refusal);
  }
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId } });
  }
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope('openid email profile');
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
}

const serve = provider.callback();
handle = (request, response) => {
  if (!request.url.startsWith('/interaction/')) return serve(request, response);
  return interact(request, response).catch((error) => {
    response.statusCode = 500;
    response.end(String(error));
  });
};
console.log(JSON.stringify({ issuer }));
process.stdin.on('end', () => process.exit(0)).resume(); // ends with whoever started it
