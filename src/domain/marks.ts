/**
 * The one table of what stands in a phone number as people write it: reading numbers goes by it, and masking them.
 */

/** Everything that is drawn like a dash: Unicode's own dashes, and the minus signs. */
const DASHES = /[\p{Pd}\u2212\u02D7\u2043\u207B\u208B]/gu;
/** Marks without width: address books wrap copied numbers in marks of writing direction. */
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}]/gu;

/** A number's spelling with every digit, blank, bracket and dash in its plain form, and without invisible marks. */
export function plainForm(text: string): string {
  return text.replace(DASHES, "-").normalize("NFKC").replace(INVISIBLE, "").replace(DASHES, "-");
}
