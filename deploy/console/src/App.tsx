import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { useServices, useSession } from './auth/context';
import { Callback } from './auth/Callback';
import { SignIn } from './auth/SignIn';
import type { Role } from './auth/session';
import { withOffice, withPages } from './i18n';
import { NotFound, Forbidden } from './shell/Nowhere';
import { Shell } from './shell/Shell';
import { Nfts } from './trader/Nfts';
import { Skeleton } from './ui/states';

const Badges = lazy(() => withPages(import('./trader/Badges')));
const History = lazy(() => withPages(import('./trader/History')));
const OwnProfile = lazy(() => withPages(import('./profile/OwnProfile')));
const PublicProfile = lazy(() => withPages(import('./profile/PublicProfile')));
const Progress = lazy(() => withPages(import('./trader/Progress')));
const Overview = lazy(() => withOffice(import('./operator/Overview')));
const Search = lazy(() => withOffice(import('./operator/Search')));
const User = lazy(() => withOffice(import('./operator/User')));
const Operations = lazy(() => withOffice(import('./operator/Operations')));
const Timeline = lazy(() => withOffice(import('./operator/Timeline')));
const Definitions = lazy(() => withOffice(import('./operator/Definitions')));
const DeadLetters = lazy(() => withOffice(import('./operator/DeadLetters')));
const DeadLetter = lazy(() => withOffice(import('./operator/DeadLetter')));
const Reissues = lazy(() => withOffice(import('./operator/Reissues')));
const Awards = lazy(() => withOffice(import('./manager/Awards')));

export function App() {
  const session = useSession();
  const { config } = useServices();
  if (!session) {
    return (
      <Routes>
        <Route path="/profiles/:wallet" element={<Everybodys page={<PublicProfile />} />} />
        {config.oidc ? <Route path="/callback" element={<Callback />} /> : null}
        <Route path="*" element={<SignIn />} />
      </Routes>
    );
  }
  return (
    <Routes>
      <Route path="/profiles/:wallet" element={<Everybodys page={<PublicProfile />} />} />
      {/* Until it knows where the sign-in began. */}
      {config.oidc ? <Route path="/callback" element={<Callback />} /> : null}
      <Route element={<Shell />}>
        <Route path="/" element={<Home roles={session.roles} />} />
        <Route path="/badges" element={<For role="user" page={<Badges />} />} />
        <Route path="/history" element={<For role="user" page={<History />} />} />
        <Route path="/profile" element={<For role="user" page={<OwnProfile />} />} />
        <Route path="/operations/:id" element={<For role="user" page={<Progress />} />} />
        <Route path="/admin" element={<For role="admin" page={<Overview />} />} />
        <Route path="/admin/search" element={<For role="admin" page={<Search />} />} />
        <Route path="/admin/users/:id" element={<For role="admin" page={<User />} />} />
        <Route path="/admin/operations" element={<For role="admin" page={<Operations />} />} />
        <Route path="/admin/operations/:id" element={<For role="admin" page={<Timeline />} />} />
        <Route path="/admin/dead-letters" element={<For role="admin" page={<DeadLetters />} />} />
        <Route path="/admin/dead-letters/:service/:topic/:partition/:offset" element={<For role="admin" page={<DeadLetter />} />} />
        <Route path="/admin/reissues" element={<For role="admin" page={<Reissues />} />} />
        <Route path="/admin/definitions" element={<For role="admin" page={<Definitions />} />} />
        <Route path="/awards" element={<For role="competition_manager" page={<Awards />} />} />
        <Route path="/awards/:competition" element={<For role="competition_manager" page={<Awards />} />} />
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}

/** A page outside the frame: there may be nobody signed in. */
function Everybodys({ page }: { page: React.ReactNode }) {
  return <Suspense fallback={<Skeleton heights={[64, 260, 140]} />}>{page}</Suspense>;
}

/** The services refuse as well; here it is only said plainly. */
function For({ role, page }: { role: Role; page: React.ReactNode }) {
  return useSession()?.roles.includes(role) ? page : <Forbidden />;
}

function Home({ roles }: { roles: Role[] }) {
  if (roles.includes('user')) return <Nfts />;
  if (roles.includes('admin')) return <Overview />;
  if (roles.includes('competition_manager')) return <Awards />;
  return <Forbidden />;
}
