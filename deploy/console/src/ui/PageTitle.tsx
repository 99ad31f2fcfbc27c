import { useEffect } from 'react';

/** The heading of a page, which also names its tab and its place in the browser's history. */
export function PageTitle({ children }: { children: string }) {
  useEffect(() => {
    document.title = `${children} · AIW3 NFT`;
    return () => {
      document.title = 'AIW3 NFT';
    };
  }, [children]);
  return <h1>{children}</h1>;
}
