// What the element says of its own. What the engine says is English.

export interface Words {
  source: string;
  edit: string;
  convertTo: string;
  copy: string;
  copied: string;
  notCopied: string;
  loading: string;
  failed: string;
  nothing: string;
  unknown: string;
  certainty: string;
  files: string;
  findings: string;
}

const english: Words = {
  source: "Your schema",
  edit: "Edit",
  convertTo: "Convert to",
  copy: "Copy",
  copied: "Copied",
  notCopied: "Not copied: select the text instead",
  loading: "Loading the converter …",
  failed: "The converter could not be loaded",
  nothing: "No CREATE TABLE statement yet",
  unknown: "No known auth layout",
  certainty: "confidence",
  files: "Files",
  findings: "Findings",
};

const all: Record<string, Words> = {
  en: english,
  de: {
    source: "Dein Schema",
    edit: "Bearbeiten",
    convertTo: "Umwandeln in",
    copy: "Kopieren",
    copied: "Kopiert",
    notCopied: "Nicht kopiert: bitte den Text markieren",
    loading: "Der Umwandler wird geladen …",
    failed: "Der Umwandler konnte nicht geladen werden",
    nothing: "Noch keine CREATE-TABLE-Anweisung",
    unknown: "Kein bekanntes Auth-Schema",
    certainty: "Sicherheit",
    files: "Dateien",
    findings: "Befunde",
  },
  fr: {
    source: "Votre schéma",
    edit: "Modifier",
    convertTo: "Convertir vers",
    copy: "Copier",
    copied: "Copié",
    notCopied: "Pas copié : sélectionnez le texte",
    loading: "Chargement du convertisseur …",
    failed: "Le convertisseur n’a pas pu être chargé",
    nothing: "Pas encore d’instruction CREATE TABLE",
    unknown: "Aucun schéma d’authentification connu",
    certainty: "certitude",
    files: "Fichiers",
    findings: "Constats",
  },
  es: {
    source: "Tu esquema",
    edit: "Editar",
    convertTo: "Convertir a",
    copy: "Copiar",
    copied: "Copiado",
    notCopied: "No copiado: selecciona el texto",
    loading: "Cargando el conversor …",
    failed: "No se pudo cargar el conversor",
    nothing: "Aún no hay ninguna sentencia CREATE TABLE",
    unknown: "Ningún esquema de autenticación conocido",
    certainty: "certeza",
    files: "Archivos",
    findings: "Hallazgos",
  },
};

/** The words of a language such as `de-AT`; English where there are none. */
export const words = (language: string): Words => all[language.toLowerCase().split("-")[0] ?? ""] ?? english;

const names: Record<string, string> = {
  lucia: "Lucia",
  nextauth: "NextAuth",
  authjs: "Auth.js",
  supertokens: "SuperTokens",
  "better-auth": "Better Auth",
  postgresql: "PostgreSQL",
  mysql: "MySQL",
  sqlite: "SQLite",
  mariadb: "MariaDB",
};

export const name = (technical: string): string => names[technical] ?? technical;
