import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useServices } from '../auth/context';
import type { LocalIdentity, Person } from '../auth/local';
import type { Role } from '../auth/session';
import { Button } from '../ui/Button';
import { shortened } from '../ui/format';
import { Failure } from '../ui/states';
import { createWallet, storedWallets, storeWallet } from '../wallet/local';
import { platform } from './platform';
import './local.css';

const ROLES: Role[] = ['user', 'admin', 'competition_manager'];

/** Sign-in of the suite on this machine: new traders, known ones, and every role. */
export default function LocalSignIn() {
  const { t } = useTranslation();
  const { identity } = useServices();
  const navigate = useNavigate();
  const signIn = useMutation({
    mutationFn: async (person: Person | 'new') => (identity as LocalIdentity).signIn(person === 'new' ? await newTrader() : person),
    onSuccess: (_, person) => void (person === 'new' && navigate('/')),
  });
  const wallets = storedWallets().filter(({ userId }) => userId);
  return (
    <div className="stack">
      <p className="local-mark">{t('local.mark')}</p>
      {signIn.error ? <Failure error={signIn.error} /> : null}
      <Button look="primary" isPending={signIn.isPending && signIn.variables === 'new'} onPress={() => signIn.mutate('new')}>
        {t('local.newTrader')}
      </Button>
      {wallets.length > 0 ? (
        <div className="stack-s">
          <h2 className="local-title">{t('local.known')}</h2>
          <ul className="local-people">
            {wallets.slice(0, 4).map(({ address, userId }) => (
              <li key={address}>
                <Button compact onPress={() => signIn.mutate({ userId: userId!, wallet: address, roles: ['user'] })}>
                  {t('nav.user', { id: userId })} <span className="mono muted">{shortened(address)}</span>
                </Button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className="row">
        <Button onPress={() => signIn.mutate({ userId: '1', wallet: null, roles: ['admin'] })}>{t('local.operator')}</Button>
        <Button onPress={() => signIn.mutate({ userId: '2', wallet: null, roles: ['competition_manager'] })}>{t('local.manager')}</Button>
      </div>
      <Custom onSignIn={(person) => signIn.mutate(person)} />
    </div>
  );
}

/** A wallet of this browser, and a user of the platform whom it is linked to. */
async function newTrader(): Promise<Person> {
  const wallet = await createWallet();
  const { userId } = await platform.trader(wallet.address);
  storeWallet({ ...wallet, userId });
  return { userId, wallet: wallet.address, roles: ['user'] };
}

function Custom({ onSignIn }: { onSignIn: (person: Person) => void }) {
  const { t } = useTranslation();
  const [userId, setUserId] = useState('');
  const [wallet, setWallet] = useState('');
  const [roles, setRoles] = useState<Role[]>(['user']);
  const toggle = (role: Role) => setRoles((now) => (now.includes(role) ? now.filter((one) => one !== role) : [...now, role]));
  return (
    <details className="local-custom">
      <summary>{t('local.custom')}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onSignIn({ userId, wallet: wallet || null, roles });
        }}
      >
        <div className="field">
          <label htmlFor="local-user">{t('local.userId')}</label>
          <input id="local-user" inputMode="numeric" pattern="[1-9][0-9]{0,9}" required value={userId} onChange={(event) => setUserId(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor="local-wallet">{t('local.wallet')}</label>
          <input id="local-wallet" value={wallet} onChange={(event) => setWallet(event.target.value)} />
        </div>
        <fieldset>
          <legend>{t('local.roles')}</legend>
          {ROLES.map((role) => (
            <label key={role}>
              <input type="checkbox" checked={roles.includes(role)} onChange={() => toggle(role)} /> {t(`local.role.${role}`)}
            </label>
          ))}
        </fieldset>
        <Button type="submit">{t('local.signIn')}</Button>
      </form>
    </details>
  );
}
