import type { ReactNode } from 'react';

/** @param share 0–1 */
export function Bar({ label, share, children, thin = false }: { label: string; share: number; children?: ReactNode; thin?: boolean }) {
  const value = Math.min(1, Math.max(0, share)) * 100;
  return (
    <div className={`bar ${thin ? 'thin' : ''}`} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={value}>
      {children ? <div className="bar-label">{children}</div> : null}
      <div className="bar-track">
        <div className="bar-fill" style={{ width: `${value}%` }} />
      </div>
    </div>
  );
}
