// The package ships no types; this is the part of its face that tools/subset-font.ts uses.
declare module 'subset-font' {
  type Axis = number | { min?: number; max?: number; default?: number };
  type Options = {
    targetFormat?: 'sfnt' | 'woff' | 'woff2';
    keepFeatures?: string[];
    variationAxes?: Record<string, Axis>;
  };
  function subsetFont(font: Uint8Array, text: string, options?: Options): Promise<Uint8Array>;
  export default subsetFont;
}
