/** A word for what was put right at the beginning of a line: with a colon, a date or a bracket behind it. */
const heads =
  'corrections?|clarifications?|errat(?:um|a)|korrektur(?:hinweis)?|richtigstellung|berichtigung|correctif|rectificatif|fe de (?:erratas|errores)|correcci[oó]n(?:es)?|rectificaci[oó]n|aclaraci[oó]n|errata corrige|correzione|rettifica|corre[cç][aã]o|retificação|correctie|rectificatie|sprostowanie|korekta|rättelse|rettelse|retting|oikaisu|korjaus|oprava|erată|corectură|helyesbítés|düzeltme|ralat|koreksi|đính chính|исправление|уточнение|поправка|опровержение|виправлення|уточнення|спростування|выпраўленне|удакладненне|اصلاحیه|تصحیح|تصحيح|تصويب|更正|勘误|勘誤|訂正|정정|바로잡습니다'
const head = new RegExp(
  `^(?:${heads})(?:\\s*[:：.)\\]】–—-]|\\s*\\(|,? (?:appended|on |from |vom |du |del |di |от |від )?(?:\\p{L}{3,10}\\.? )?\\d)`,
  'iu',
)
/** Sentences that say that the text read otherwise before. */
const sentences: readonly RegExp[] = [
  /^(?:note: |editor['’]s note:? )?(?:an? (?:earlier|previous|original|prior)|the (?:original|first|earlier)) (?:version|headline) of (?:this|the) /i,
  /^(?:note: |editor['’]s note:? )?this (?:article|story|post|piece|page|report|column|headline) (?:has been|was) (?:corrected|amended|(?:updated|changed|edited|revised) (?:on .{5,40} )?to (?:correct|clarify|reflect|remove|fix|note))/i,
  /^(?:note: |editor['’]s note:? )?this (?:article|story|post|piece|report) (?:originally|previously|initially|incorrectly|mistakenly) (?:said|stated|misstated|misidentified|reported|gave|included|referred|misspelled)/i,
  /^(?:hinweis|anmerkung(?: der redaktion)?|anm\. d\. red\.|transparenzhinweis|update)?\s*[:：]?\s*(?:in einer (?:früheren|ersten|vorherigen|ursprünglichen|älteren) (?:version|fassung)|(?:dieser|der) (?:artikel|text|beitrag) wurde (?:nachträglich |am .{4,30} )?(?:korrigiert|berichtigt)|wir haben (?:den|die) .{3,60} korrigiert)/i,
  /^(?:une version (?:précédente|antérieure)|dans une (?:précédente |première )?version|cet article a été (?:corrigé|modifié|rectifié))/i,
  /^(?:(?:en )?una versión (?:anterior|previa)|este artículo ha sido (?:corregido|modificado)|(?:in )?una (?:precedente|prima) versione|questo articolo è stato corretto|(?:em )?uma versão (?:anterior|inicial)|est[ea] (?:texto|reportagem|matéria) foi corrigid[oa])/i,
  /^(?:in een (?:eerdere|vorige) versie|(?:w )?poprzedni(?:ej|a) wersj[ai]|i en tidigare version|i en tidligere (?:versjon|udgave|version)|v (?:původní|předchozí) verzi)/i,
  /^(?:в (?:более )?(?:ранней|предыдущей|первоначальной|первой) версии|у (?:попередній|першій|ранішій) версії|в попередній версії|у (?:папярэдняй|першай) версіі)/iu,
  /^(?:исправлен[ао]?|виправлено|выпраўлена)\s*[:.]/iu,
  /^(?:در نسخه (?:قبلی|پیشین|اولیه)|في نسخة سابقة|(?:bu )?(?:haberin|yazının) önceki)/iu,
  /^(?:本文(?:早前|此前|先前)|(?:この記事の)?(?:以前|当初)の(?:版|記事))/u,
]
/** What stands before the words: stars, brackets, dashes. */
const marks = /^[\s*•·(（[【«"“–—-]+/
const maxLength = 1_000

/** Whether a line says what the publisher put right, in the words of many languages. */
export function isCorrection(line: string): boolean {
  if (line.length > maxLength) return false
  const bare = line.replace(marks, '')
  return head.test(bare) || sentences.some(sentence => sentence.test(bare))
}
