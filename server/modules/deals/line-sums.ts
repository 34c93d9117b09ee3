// The sums of a line are the same arithmetic on both sides; the screen shows them while one types.
export { lineSums, type LineSums, type LineTerms } from '#contract/line-sums';
