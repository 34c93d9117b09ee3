import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../api/client.ts';
import { failToast } from '../../ui/fail-toast.ts';

export type Sending = { key: number; name: string; sizeBytes: number; sentBytes: number };

type Send = (
  file: File, options: { signal: AbortSignal; onProgress: (bytes: number) => void },
) => Promise<unknown>;

type UploadsOptions = {
  send: Send;
  /** Why a file is not even sent, in Russian; null when it is. */
  refuse: (file: File) => string | null;
  notSent: (name: string) => string;
  /** Once for all files of one choice, with those that arrived. */
  onSent: (files: File[]) => void;
};

let nextKey = 1;

/** Sends files one after another and shows how far each has come. */
export function useUploads(options: UploadsOptions) {
  const [sending, setSending] = useState<Sending[]>([]);
  const latest = useRef(options);
  const aborts = useRef(new Map<number, AbortController>());
  useEffect(() => {
    latest.current = options;
  });

  const sendOne = async (file: File, key: number): Promise<boolean> => {
    const abort = new AbortController();
    aborts.current.set(key, abort);
    const onProgress = (sentBytes: number) => setSending((all) =>
      all.map((each) => (each.key === key ? { ...each, sentBytes } : each)));
    try {
      await latest.current.send(file, { signal: abort.signal, onProgress });
      return true;
    } catch (error) {
      const isOwnWish = error instanceof DOMException && error.name === 'AbortError';
      if (!isOwnWish) failToast(latest.current.notSent(file.name), error);
      return false;
    } finally {
      aborts.current.delete(key);
      setSending((all) => all.filter((each) => each.key !== key));
    }
  };

  const isWelcome = (file: File): boolean => {
    const reason = latest.current.refuse(file);
    if (reason === null) return true;
    failToast(latest.current.notSent(file.name),
      new ApiProblem({ code: 'field.invalid', detail: reason }));
    return false;
  };

  const add = async (files: File[]): Promise<void> => {
    const rows = files.filter(isWelcome).map((file) => {
      const key = nextKey;
      nextKey += 1;
      return { file, key };
    });
    setSending((all) => [...all, ...rows.map(({ file, key }) =>
      ({ key, name: file.name, sizeBytes: file.size, sentBytes: 0 }))]);
    const sent: File[] = [];
    for (const { file, key } of rows) if (await sendOne(file, key)) sent.push(file);
    if (sent.length > 0) latest.current.onSent(sent);
  };

  return { sending, add, cancel: (key: number) => aborts.current.get(key)?.abort() };
}
