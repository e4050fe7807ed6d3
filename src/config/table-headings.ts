/** What the heading of a column says about it: does it hold the numbers of customers, and how surely? */

/** The lower the surer. */
export type Rank = 1 | 2 | 3 | 4;

export const MOBILE: Rank = 1;
export const PHONE: Rank = 2;
const LANDLINE: Rank = 3;
const BARE: Rank = 4;

const MOBILE_WORD =
  /^(?:celular|celulares|cel|mobile|mobiles|cell|cellphone|cellular|whatsapp|whats|wpp|zap|wa|movel|moveis|movil|moviles)$/;
const PHONE_WORD =
  /^(?:phone|phones|telephone|telefone|telefones|telefono|telefonos|fone|fones|tel|tels|msisdn)$/;
/** Written without a space: `phonenumber`, `telefonecelular`. */
const JOINED_MOBILE =
  /^(?:numero|number|do|de|telefone|phone|fone)*(?:celular|mobile|cell|whatsapp)(?:numero|number|phone|telefone)*$/;
const JOINED_PHONE = /^(?:numero|number|do|de)*(?:phone|telephone|telefone|fone)(?:numero|number)*$/;
const LANDLINE_WORD =
  /^(?:fixo|fixa|residencial|residencia|casa|comercial|trabalho|escritorio|empresa|recado|recados|home|work|office|business|landline|main)$/;
const BARE_WORD = /^(?:numero|numeros|number|numbers|num|no|identity|identidade)$/;
/** What stands beside a number and is none. */
const OTHER_WORD =
  /^(?:type|tipo|label|rotulo|etiqueta|operadora|operator|carrier|fax|ramal|extension|ddd|ddi|code|codigo|country|pais|status|data|date|hora|time|optin|optout|opt|aceita|aceite|consent|consentimento|permite|autoriza|has|tem|possui|valid|valido|validado|verified|verificado|origem|source|template)$/;
const ADDRESS_WORD =
  /^(?:endereco|rua|logradouro|avenida|av|bairro|cep|complemento|address|street|avenue|zip|zipcode|postcode|direccion|calle)$/;

/** Google Contacts: the first of a person's numbers. The others are further numbers of the same person. */
const GOOGLE_NUMBER = /^(?:phone|telefone) (?<place>\d+) - (?:value|valor)$/i;

/** @returns how surely each heading says that its column holds the numbers, or null where it does not */
export function rankHeadings(headings: readonly string[]): (Rank | null)[] {
  const words = headings.map(wordsOf);
  const hasAddress = words.some((of) => of.some((word) => ADDRESS_WORD.test(word)));
  return headings.map((heading, index) => {
    const google = GOOGLE_NUMBER.exec(heading.trim())?.groups?.place;
    if (google !== undefined) return google === "1" ? PHONE : null;
    return rankOf(words[index] ?? [], hasAddress);
  });
}

function rankOf(words: readonly string[], hasAddress: boolean): Rank | null {
  const isWhatsAppId = words.length === 2 && words[0] === "wa" && words[1] === "id";
  if (isWhatsAppId) return MOBILE;
  if (words.some((word) => OTHER_WORD.test(word) || word === "id")) return null;
  const joined = words.join("");
  if (words.some((word) => MOBILE_WORD.test(word)) || JOINED_MOBILE.test(joined)) return MOBILE;
  if (words.some((word) => PHONE_WORD.test(word)) || JOINED_PHONE.test(joined))
    return words.some((word) => LANDLINE_WORD.test(word)) ? LANDLINE : PHONE;
  const isBare = words.length > 0 && words.every((word) => BARE_WORD.test(word));
  return isBare && !hasAddress ? BARE : null;
}

/** Letters alone, without accents: `cellPhoneNumber` is three words. */
function wordsOf(heading: string): string[] {
  return heading
    .slice(0, HEADING_LENGTH_MAX)
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}

const HEADING_LENGTH_MAX = 200;

/** Equal headings, whatever their case. */
export function comparable(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}
