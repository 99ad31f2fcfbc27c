import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../auth/context';
import { art } from '../trader/art';
import { Empty, Failure, Skeleton } from '../ui/states';
import { When } from '../ui/values';
import './operator.css';

/** What is minted for each level, and whether it is on IPFS. */
export default function Definitions() {
  const { t } = useTranslation();
  const definitions = useQuery({ queryKey: ['definitions'], queryFn: useApi().definitions, refetchInterval: 10_000 });
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('definitions.title')}</h1>
          <p>{t('definitions.text')}</p>
        </div>
      </div>
      {definitions.error ? <Failure error={definitions.error} retry={() => void definitions.refetch()} /> : null}
      {definitions.isPending ? <Skeleton heights={[160, 160]} /> : null}
      {definitions.data?.items.length === 0 ? <Empty icon="image" title={t('definitions.none')} /> : null}
      <ul className="definitions">
        {definitions.data?.items.map((one) => (
          <li key={`${one.level}-${one.revision}`} className="panel definition" data-tier={one.level}>
            <img src={one.imageUri ?? art(one.level)} alt="" width="120" height="120" loading="lazy" />
            <div className="stack-s">
              <p className="row">
                <span className="tier-number">{t('nfts.level', { level: one.level })}</span>
                <span className={`pill ${one.pinningState === 'pinned' ? 'good' : 'warn'}`}>{t(`definitions.${one.pinningState}`, { defaultValue: one.pinningState })}</span>
                {one.current ? null : <span className="pill">{t('definitions.old')}</span>}
              </p>
              <h2>{one.name}</h2>
              <p className="small muted">{one.description}</p>
              {one.pinningError ? <p className="small error-text">{one.pinningError}</p> : null}
              <p className="small muted">
                {t('definitions.revision', { revision: one.revision })} · <When at={one.createdAt} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
