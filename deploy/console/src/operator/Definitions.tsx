import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../api/types';
import { useApi } from '../auth/context';
import { art } from '../trader/art';
import { Button } from '../ui/Button';
import { PageTitle } from '../ui/PageTitle';
import { Failure, Skeleton } from '../ui/states';
import { When } from '../ui/values';
import { DefinitionForm } from './DefinitionForm';
import { levels, type Level } from './definition';
import './operator.css';

/** What is minted for each level, whether it is on IPFS, and another definition for the mints to come. */
export default function Definitions() {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<number | null>(null);
  const definitions = useQuery({
    queryKey: ['definitions'],
    queryFn: useApi().definitions,
    refetchInterval: ({ state }) => (state.data?.items.some(({ pinningState }) => pinningState === 'pending') ? 3_000 : 15_000),
  });
  const tiers = useQuery({ queryKey: ['tiers'], queryFn: useApi().tiers, staleTime: Infinity });
  return (
    <>
      <div className="page-head">
        <div>
          <PageTitle>{t('definitions.title')}</PageTitle>
          <p>{t('definitions.text')}</p>
        </div>
      </div>
      {definitions.error ? <Failure error={definitions.error} retry={() => void definitions.refetch()} /> : null}
      {definitions.isPending ? <Skeleton heights={[160, 160]} /> : null}
      {definitions.data ? (
        <ul className="definitions">
          {levels(definitions.data.items, tiers.data?.map(({ level }) => level)).map((one) => (
            <LevelPanel key={one.level} of={one} edited={edited === one.level} onEdit={() => setEdited(one.level)} onDone={() => setEdited(null)} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

function LevelPanel({ of, edited, onEdit, onDone }: { of: Level; edited: boolean; onEdit: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const { level, current, coming, earlier } = of;
  return (
    <li className={`panel stack ${edited ? 'wide' : ''}`} data-tier={level} data-testid={`definition-${level}`}>
      {current ? <Revision one={current} /> : <p className="muted">{t('definitions.none', { level })}</p>}
      {coming.map((one) => (
        <Revision key={one.revision} one={one} coming />
      ))}
      {edited ? (
        <DefinitionForm level={level} before={coming[0] ?? current} onDone={onDone} />
      ) : (
        <div>
          <Button compact onPress={onEdit}>
            {t(current ? 'definitions.replace' : 'definitions.create', { level })}
          </Button>
        </div>
      )}
      {earlier.length > 0 ? (
        <details>
          <summary>{t('definitions.earlier', { count: earlier.length })}</summary>
          <div className="stack earlier">
            {earlier.map((one) => (
              <Revision key={one.revision} one={one} />
            ))}
          </div>
        </details>
      ) : null}
    </li>
  );
}

function Revision({ one, coming = false }: { one: Definition; coming?: boolean }) {
  const { t } = useTranslation();
  return (
    <article className={`definition ${one.current || coming ? '' : 'old'}`}>
      <img src={one.imageUri ?? art(one.level)} alt="" width="120" height="120" loading="lazy" />
      <div className="stack-s">
        <p className="row">
          <span className="tier-number">{t('nfts.level', { level: one.level })}</span>
          <span className={`pill ${one.pinningState === 'pinned' ? 'good' : one.pinningError ? 'bad' : 'warn'}`}>{t(`definitions.${one.pinningState}`)}</span>
          {one.current ? null : <span className="pill">{t(coming ? 'definitions.coming' : 'definitions.old')}</span>}
        </p>
        <h2>{one.name}</h2>
        <p className="small muted">{one.description}</p>
        {one.pinningError ? (
          <p className="small error-text">
            {t('definitions.attempts', { count: one.pinningAttempts })} {one.pinningError}
          </p>
        ) : null}
        <p className="small muted">
          {t('definitions.revision', { revision: one.revision })} · {one.symbol} · <When at={one.createdAt} />
          {one.createdBy ? ` · ${t('definitions.by', { user: one.createdBy })}` : ''}
        </p>
      </div>
    </article>
  );
}
