// What the doctor says of one thing: it is well, it is worth knowing, or it is wrong and how to
// mend it.

export type Finding = {
  about: string;
  state: 'well' | 'note' | 'wrong';
  what: string;
  mend?: string;
};

export const well = (about: string, what: string): Finding => ({ about, state: 'well', what });
export const note = (about: string, what: string): Finding => ({ about, state: 'note', what });
export const wrong = (about: string, what: string, mend: string): Finding => (
  { about, state: 'wrong', what, mend }
);
