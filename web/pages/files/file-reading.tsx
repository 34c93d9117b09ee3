import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ruFiles } from '../../texts/ru-files.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { bytesOf } from './content-url.ts';

type FileReadingProps<Content> = {
  file: { id: number };
  /** Names the way of reading: one file may be read in several. */
  as: string;
  read: (bytes: ArrayBuffer) => Content | Promise<Content>;
  children: (content: Content) => ReactNode;
};

/** A file that is read in the browser, once; what cannot be read says so. */
export function FileReading<Content>({ file, as, read, children }: FileReadingProps<Content>) {
  const { data, error, refetch } = useQuery({
    queryKey: ['file-content', as, file.id],
    queryFn: async ({ signal }) => read(await bytesOf(file, signal)),
    staleTime: Infinity,
    retry: false,
  });
  if (error && data === undefined) {
    return (
      <ErrorState error={error} title={ruFiles.previewFailed} onRetry={() => void refetch()} />
    );
  }
  return data === undefined ? <SkeletonRows count={6} /> : children(data);
}
