import { SkeletonRows } from './skeleton.tsx';
import { ErrorState } from './states.tsx';

type ReadingStateProps = {
  of: { data: unknown; error: unknown; refetch: () => unknown };
  /** What did not happen, in the words of the screen: «Список не загрузился». */
  title?: string;
  /** Rows of the skeleton, about as many and as high as what will stand there. */
  rows?: number;
  rowHeight?: number;
};

/**
 * In the place of what is being read: a skeleton, or why it did not come. Nothing once it is here:
 * what was read stays when a later reading fails.
 */
export function ReadingState({ of, title, rows, rowHeight }: ReadingStateProps) {
  const { data, error, refetch } = of;
  if (data !== undefined) return null;
  if (!error) return <SkeletonRows count={rows} height={rowHeight} />;
  return (
    <ErrorState error={error} {...title ? { title } : {}} onRetry={() => void refetch()} />
  );
}
