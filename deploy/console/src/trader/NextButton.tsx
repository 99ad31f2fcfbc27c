import { useTranslation } from 'react-i18next';
import { Button, LinkButton } from '../ui/Button';
import { Failure } from '../ui/states';
import type { Next } from './next';
import { useActivate, useStart } from './queries';

/** The one button that is next; nothing where there is nothing to press. */
export function NextButton({ next, name, large = false }: { next: Next; name: string; large?: boolean }) {
  const { t } = useTranslation();
  const start = useStart();
  const activate = useActivate();
  const error = start.error ?? activate.error;
  const label = t(`next.${next.kind}.button`, { name, count: next.kind === 'bind' ? next.badges.length : 0 });
  return (
    <div className="next">
      {error ? <Failure error={error} /> : null}
      {button()}
    </div>
  );

  function button() {
    switch (next.kind) {
      case 'claim':
      case 'upgrade':
        return (
          <Button look="primary" compact={!large} isPending={start.isPending} onPress={() => start.mutate(next.kind === 'claim' ? 1 : next.level)}>
            {label}
          </Button>
        );
      case 'activate':
        return (
          <Button look="primary" compact={!large} isPending={activate.isPending} onPress={() => activate.mutate(next.mint)}>
            {label}
          </Button>
        );
      case 'sign':
      case 'follow':
        return (
          <LinkButton look="primary" compact={!large} to={`/operations/${next.operation.id}`}>
            {label}
          </LinkButton>
        );
      case 'bind':
      case 'earn':
        return (
          <LinkButton look={next.kind === 'bind' ? 'primary' : 'plain'} compact={!large} to="/badges">
            {label}
          </LinkButton>
        );
      default:
        return null;
    }
  }
}
