<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>RimRead</name>
        <message>
            <source>! {cavity} saved as version {version}: {ml:.2f} ml, in {pieces} pieces apart.</source>
            <translation>! {cavity} als Version {version} gespeichert: {ml:.2f} ml, in {pieces} getrennten Stücken.</translation>
        </message>
        <message>
            <source>(estimated error within {mm:g} mm)</source>
            <translation>(geschätzter Fehler höchstens {mm:g} mm)</translation>
        </message>
        <message>
            <source>(estimated error {mm:.1f} mm)</source>
            <translation>(geschätzter Fehler {mm:.1f} mm)</translation>
        </message>
        <message>
            <source>+ another</source>
            <translation>+ weitere Zeile</translation>
        </message>
        <message>
            <source>+ mark  ({key})</source>
            <translation>+ markieren  ({key})</translation>
        </message>
        <message>
            <source>, about {hours} h {minutes:02d} min left</source>
            <translation>, noch etwa {hours} h {minutes:02d} min</translation>
        </message>
        <message>
            <source>, about {minutes} min left</source>
            <translation>, noch etwa {minutes} min</translation>
        </message>
        <message>
            <source>, less than 1 min left</source>
            <translation>, noch weniger als 1 min</translation>
        </message>
        <message>
            <source>, read again</source>
            <translation>, erneut befundet</translation>
        </message>
        <message>
            <source>1-year</source>
            <translation>1 Jahr</translation>
        </message>
        <message>
            <source>2-year</source>
            <translation>2 Jahre</translation>
        </message>
        <message>
            <source>? keys</source>
            <translation>? Tasten</translation>
        </message>
        <message>
            <source>A  linear</source>
            <translation>A  linear</translation>
        </message>
        <message>
            <source>A cavity has a short name of letters, digits, - _ and ., at most 16 of them</source>
            <translation>Eine Höhle hat einen kurzen Namen aus Buchstaben, Ziffern, - _ und ., höchstens 16 Zeichen</translation>
        </message>
        <message>
            <source>A cavity has no outline on the baseline: labels can be given, no distance is measured.</source>
            <translation>Eine Höhle hat im Ausgangsscan keinen Umriss: Labels sind möglich, Abstände werden nicht gemessen.</translation>
        </message>
        <message>
            <source>A cluster cannot be used: the library distributed is not installed</source>
            <translation>Ein Cluster ist nicht nutzbar: Die Bibliothek distributed ist nicht installiert</translation>
        </message>
        <message>
            <source>A column that was asked for is not in the events file</source>
            <translation>Eine verlangte Spalte steht nicht in der Ereignisdatei</translation>
        </message>
        <message>
            <source>A finding names the cavity {cavity}, which this case does not have.</source>
            <translation>Ein Befund nennt die Höhle {cavity}, die dieser Fall nicht hat.</translation>
        </message>
        <message>
            <source>a missed scan is neither clear nor positive</source>
            <translation>eine versäumte Aufnahme ist weder frei noch positiv</translation>
        </message>
        <message>
            <source>A new subject needs a pseudonym of 1 to 64 characters without slashes, as its scans carry it.</source>
            <translation>Ein neuer Patient braucht ein Pseudonym von 1 bis 64 Zeichen ohne Schrägstriche, wie es in den Aufnahmen steht.</translation>
        </message>
        <message>
            <source>A newer RimRead made this ledger</source>
            <translation>Ein neueres RimRead hat dieses Protokoll angelegt</translation>
        </message>
        <message>
            <source>A newer RimRead made this study (layout {layout})</source>
            <translation>Ein neueres RimRead hat diese Studie angelegt (Aufbau {layout})</translation>
        </message>
        <message>
            <source>a number from {low} to {high}</source>
            <translation>eine Zahl von {low} bis {high}</translation>
        </message>
        <message>
            <source>A password has {shortest} to {longest} characters</source>
            <translation>Ein Passwort hat {shortest} bis {longest} Zeichen</translation>
        </message>
        <message>
            <source>A registration is rejected with a reason</source>
            <translation>Eine Registrierung wird mit Begründung verworfen</translation>
        </message>
        <message>
            <source>A scan of {date} is stored under another visit or subject, voxel for voxel</source>
            <translation>Eine Aufnahme vom {date} liegt unter einem anderen Zeitpunkt oder Patienten schon vor, Voxel für Voxel</translation>
        </message>
        <message>
            <source>a scan that cannot be evaluated is neither clear nor positive</source>
            <translation>eine nicht beurteilbare Aufnahme ist weder frei noch positiv</translation>
        </message>
        <message>
            <source>a scheduled scan did not take place</source>
            <translation>eine geplante Aufnahme fand nicht statt</translation>
        </message>
        <message>
            <source>A stored {what} is missing ({content_id:.12})</source>
            <translation>Gespeichertes fehlt: {what} ({content_id:.12})</translation>
        </message>
        <message>
            <source>A stored {what} was changed after it was entered ({content_id:.12})</source>
            <translation>Gespeichertes wurde nach dem Eintrag verändert: {what} ({content_id:.12})</translation>
        </message>
        <message>
            <source>a whole number from {low} to {high}</source>
            <translation>eine ganze Zahl von {low} bis {high}</translation>
        </message>
        <message>
            <source>a whole number from {low} to {high} in steps of {step}</source>
            <translation>eine ganze Zahl von {low} bis {high} in Schritten von {step}</translation>
        </message>
        <message>
            <source>A worker of the cluster has {found} where {wanted} is needed for the same results</source>
            <translation>Ein Rechner des Clusters hat {found}; für gleiche Ergebnisse ist {wanted} nötig</translation>
        </message>
        <message>
            <source>A worker of the cluster {how} a scan of this study</source>
            <translation>Ein Rechner des Clusters: Aufnahme dieser Studie nicht lesbar ({how})</translation>
        </message>
        <message>
            <source>Account</source>
            <translation>Konto</translation>
        </message>
        <message>
            <source>Account {name} added.</source>
            <translation>Konto {name} angelegt.</translation>
        </message>
        <message>
            <source>Add account …</source>
            <translation>Konto anlegen …</translation>
        </message>
        <message>
            <source>Add an account</source>
            <translation>Konto anlegen</translation>
        </message>
        <message>
            <source>Add the readers' accounts.</source>
            <translation>Legen Sie die Konten der Befunder an.</translation>
        </message>
        <message>
            <source>Add them with rimread readers STUDY add, with the role reader.</source>
            <translation>Legen Sie sie mit rimread readers STUDY add an, in der Rolle reader.</translation>
        </message>
        <message>
            <source>Adding the account</source>
            <translation>Konto wird angelegt</translation>
        </message>
        <message>
            <source>adjudicated</source>
            <translation>adjudiziert</translation>
        </message>
        <message>
            <source>adjudicator</source>
            <translation>Adjudikator</translation>
        </message>
        <message>
            <source>ADTTE (CDISC), with dictionary</source>
            <translation>ADTTE (CDISC), mit Variablenverzeichnis</translation>
        </message>
        <message>
            <source>Adverse event (CTCAE)</source>
            <translation>Unerwünschtes Ereignis (CTCAE)</translation>
        </message>
        <message>
            <source>adverse event with its onset; another grade is another row</source>
            <translation>unerwünschtes Ereignis mit seinem Beginn; ein anderer Grad ist eine weitere Zeile</translation>
        </message>
        <message>
            <source>AEG</source>
            <translation>AEG</translation>
        </message>
        <message>
            <source>after day {left}, by day {right}</source>
            <translation>nach Tag {left}, bis Tag {right}</translation>
        </message>
        <message>
            <source>after the re-operation of {day}</source>
            <translation>nach der Reoperation vom {day}</translation>
        </message>
        <message>
            <source>Age</source>
            <translation>Alter</translation>
        </message>
        <message>
            <source>age at treatment</source>
            <translation>Alter bei der Behandlung</translation>
        </message>
        <message>
            <source>Agreement</source>
            <translation>Übereinstimmung</translation>
        </message>
        <message>
            <source>agreement between readers</source>
            <translation>Übereinstimmung der Befunder</translation>
        </message>
        <message>
            <source>agreement.csv written, with its data dictionary and disagreements.csv.</source>
            <translation>agreement.csv geschrieben, mit Datenverzeichnis und disagreements.csv.</translation>
        </message>
        <message>
            <source>agreement.csv written: {rows}; disagreements.html: {found}.</source>
            <translation>agreement.csv geschrieben: {rows}; disagreements.html: {found}.</translation>
        </message>
        <message>
            <source>alive at last contact</source>
            <translation>lebend beim letzten Kontakt</translation>
        </message>
        <message>
            <source>all</source>
            <translation>alle</translation>
        </message>
        <message>
            <source>All patients</source>
            <translation>Alle Patienten</translation>
        </message>
        <message>
            <source>All readers together</source>
            <translation>Alle Befunder zusammen</translation>
        </message>
        <message>
            <source>All time points are locked</source>
            <translation>Alle Zeitpunkte sind abgeschlossen</translation>
        </message>
        <message>
            <source>All together</source>
            <translation>Alle zusammen</translation>
        </message>
        <message>
            <source>all together</source>
            <translation>alle zusammen</translation>
        </message>
        <message>
            <source>All views were copied: paste them where they are wanted.</source>
            <translation>Alle Ansichten sind kopiert: dort einfügen, wo sie gebraucht werden.</translation>
        </message>
        <message>
            <source>An account name has letters, digits, - _ and . only, at most {longest} of them</source>
            <translation>Ein Kontoname hat nur Buchstaben, Ziffern, - _ und ., höchstens {longest} Zeichen</translation>
        </message>
        <message>
            <source>analysis</source>
            <translation>Auswertung</translation>
        </message>
        <message>
            <source>another lesion than {label} of {first}: it neither confirms that one nor takes it back</source>
            <translation>eine andere Läsion als {label} vom {first}: bestätigt jene nicht und nimmt sie nicht zurück</translation>
        </message>
        <message>
            <source>Another process held the ledger for {seconds:.0f} s</source>
            <translation>Ein anderer Prozess hielt das Protokoll {seconds:.0f} s lang fest</translation>
        </message>
        <message>
            <source>Another row: {kind}</source>
            <translation>Weitere Zeile: {kind}</translation>
        </message>
        <message>
            <source>Another series is read at this visit.</source>
            <translation>An diesem Zeitpunkt wird nun eine andere Serie gelesen.</translation>
        </message>
        <message>
            <source>Another study …</source>
            <translation>Andere Studie …</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>Antwort</translation>
        </message>
        <message>
            <source>any progression</source>
            <translation>jede Progression</translation>
        </message>
        <message>
            <source>any progression or death</source>
            <translation>Progress oder Tod</translation>
        </message>
        <message>
            <source>Applicator diameter</source>
            <translation>Applikatordurchmesser</translation>
        </message>
        <message>
            <source>Applicator sphere</source>
            <translation>Applikatorkugel</translation>
        </message>
        <message>
            <source>Arm</source>
            <translation>Arm</translation>
        </message>
        <message>
            <source>arm unknown</source>
            <translation>Arm unbekannt</translation>
        </message>
        <message>
            <source>arms compared</source>
            <translation>Arme verglichen</translation>
        </message>
        <message>
            <source>arrows step through axial → coronal → sagittal; strip: all three</source>
            <translation>Pfeile blättern axial → koronal → sagittal; Filmstreifen: alle drei</translation>
        </message>
        <message>
            <source>as acquired, slice {n} of {all}</source>
            <translation>wie aufgenommen, Schicht {n} von {all}</translation>
        </message>
        <message>
            <source>as analysed</source>
            <translation>wie ausgewertet</translation>
        </message>
        <message>
            <source>as at the start (drag right button to change)</source>
            <translation>wie zu Beginn (rechte Taste ziehen ändert)</translation>
        </message>
        <message>
            <source>As found</source>
            <translation>Wie gefunden</translation>
        </message>
        <message>
            <source>as found</source>
            <translation>wie gefunden</translation>
        </message>
        <message>
            <source>Ask the sender for the file as it was exported.</source>
            <translation>Bitten Sie den Absender um die Datei, wie sie exportiert wurde.</translation>
        </message>
        <message>
            <source>Ask the sender which of the two holds.</source>
            <translation>Fragen Sie den Absender, welche der beiden gilt.</translation>
        </message>
        <message>
            <source>Asking what would turn the test</source>
            <translation>Gefragt wird, was den Test kippen würde</translation>
        </message>
        <message>
            <source>Assign cases …</source>
            <translation>Fälle zuteilen …</translation>
        </message>
        <message>
            <source>Assign the cases</source>
            <translation>Fälle zuteilen</translation>
        </message>
        <message>
            <source>Assign the cases: each reader gets an order of their own under case codes.</source>
            <translation>Teilen Sie die Fälle zu: Jeder Befunder erhält eine eigene Reihenfolge unter Fallcodes.</translation>
        </message>
        <message>
            <source>Assigning the cases</source>
            <translation>Fälle werden zugeteilt</translation>
        </message>
        <message>
            <source>At risk 0: nobody was followed that long, and the last estimate is carried on, as R does with extend = TRUE.</source>
            <translation>Unter Risiko 0: So lange wurde niemand beobachtet; die letzte Schätzung gilt weiter, wie in R mit extend = TRUE.</translation>
        </message>
        <message>
            <source>at the index surgery, resected ones included; tells “Single or multiple metastases”</source>
            <translation>bei der Indexoperation, resezierte eingeschlossen; daraus folgt „Einzelne oder mehrere Metastasen“</translation>
        </message>
        <message>
            <source>Attribution to radiotherapy</source>
            <translation>Bezug zur Bestrahlung</translation>
        </message>
        <message>
            <source>auto: by the tissue in view, all time points alike</source>
            <translation>automatisch: nach dem Gewebe im Bild, alle Zeitpunkte gleich</translation>
        </message>
        <message>
            <source>Axial</source>
            <translation>Axial</translation>
        </message>
        <message>
            <source>axial</source>
            <translation>axial</translation>
        </message>
        <message>
            <source>B  nodular</source>
            <translation>B  nodulär</translation>
        </message>
        <message>
            <source>Back to the study</source>
            <translation>Zurück zur Studie</translation>
        </message>
        <message>
            <source>Back to the table</source>
            <translation>Zurück zur Tabelle</translation>
        </message>
        <message>
            <source>Back to the worklist</source>
            <translation>Zurück zur Arbeitsliste</translation>
        </message>
        <message>
            <source>back to the worklist (nothing is lost)</source>
            <translation>zurück zur Arbeitsliste (nichts geht verloren)</translation>
        </message>
        <message>
            <source>Back, key {key}</source>
            <translation>Zurück, Taste {key}</translation>
        </message>
        <message>
            <source>back; what is not kept is dropped</source>
            <translation>zurück; was nicht übernommen ist, wird verworfen</translation>
        </message>
        <message>
            <source>Backspace</source>
            <translation>Rücktaste</translation>
        </message>
        <message>
            <source>Backwards</source>
            <translation>Nach hinten</translation>
        </message>
        <message>
            <source>backwards</source>
            <translation>nach hinten</translation>
        </message>
        <message>
            <source>Baseline</source>
            <translation>Ausgang</translation>
        </message>
        <message>
            <source>baseline</source>
            <translation>Ausgang</translation>
        </message>
        <message>
            <source>Baseline and current in squares</source>
            <translation>Ausgangs- und aktuelle Aufnahme in Feldern</translation>
        </message>
        <message>
            <source>baseline beside current, with subtraction</source>
            <translation>Ausgangs- neben aktueller Aufnahme, mit Subtraktion</translation>
        </message>
        <message>
            <source>Baseline over current</source>
            <translation>Ausgangsaufnahme über aktuellem</translation>
        </message>
        <message>
            <source>Baseline | current</source>
            <translation>Ausgang | aktuell</translation>
        </message>
        <message>
            <source>BED</source>
            <translation>BED</translation>
        </message>
        <message>
            <source>before contrast</source>
            <translation>vor Kontrastmittel</translation>
        </message>
        <message>
            <source>Before locking: {reason}</source>
            <translation>Vor dem Abschließen: {reason}</translation>
        </message>
        <message>
            <source>before the index surgery</source>
            <translation>vor der Indexoperation</translation>
        </message>
        <message>
            <source>before the surgery, or marked pre-operative: not counted</source>
            <translation>vor der Operation oder als präoperativ bezeichnet: nicht gezählt</translation>
        </message>
        <message>
            <source>begun</source>
            <translation>begonnen</translation>
        </message>
        <message>
            <source>being a 3-D scan</source>
            <translation>3-D-Aufnahme</translation>
        </message>
        <message>
            <source>being original images</source>
            <translation>Originalbilder</translation>
        </message>
        <message>
            <source>being the later series</source>
            <translation>die spätere Serie</translation>
        </message>
        <message>
            <source>Bevacizumab</source>
            <translation>Bevacizumab</translation>
        </message>
        <message>
            <source>BIDS derivative: registered scans, outlines, transforms (folder bids)</source>
            <translation>BIDS-Derivat: registrierte Aufnahmen, Umrisse, Transformationen (Ordner bids)</translation>
        </message>
        <message>
            <source>biologically effective dose at the margin of the target, as the treating centre states it; that of IORT is never derived from the surface dose</source>
            <translation>biologisch effektive Dosis am Rand des Zielvolumens, wie das behandelnde Zentrum sie angibt; die der IORT wird nie aus der Oberflächendosis abgeleitet</translation>
        </message>
        <message>
            <source>Blend</source>
            <translation>Überblenden</translation>
        </message>
        <message>
            <source>blend one over the other</source>
            <translation>eines über das andere blenden</translation>
        </message>
        <message>
            <source>blend: part of the baseline, part of the current visit</source>
            <translation>Überblendung: teils Ausgangsaufnahme, teils aktueller Zeitpunkt</translation>
        </message>
        <message>
            <source>Blend: {percent} % baseline</source>
            <translation>Überblendung: {percent} % Ausgangsaufnahme</translation>
        </message>
        <message>
            <source>Blinded read</source>
            <translation>Verblindete Befundung</translation>
        </message>
        <message>
            <source>Board</source>
            <translation>Schachbrett</translation>
        </message>
        <message>
            <source>both</source>
            <translation>beide</translation>
        </message>
        <message>
            <source>BRAIN</source>
            <translation>GEHIRN</translation>
        </message>
        <message>
            <source>Brain</source>
            <translation>Gehirn</translation>
        </message>
        <message>
            <source>brain</source>
            <translation>Gehirn</translation>
        </message>
        <message>
            <source>brain {label}</source>
            <translation>Hirn {label}</translation>
        </message>
        <message>
            <source>brainstem</source>
            <translation>Hirnstamm</translation>
        </message>
        <message>
            <source>breast</source>
            <translation>Mamma</translation>
        </message>
        <message>
            <source>brighter</source>
            <translation>heller</translation>
        </message>
        <message>
            <source>Bring both back from the same backup.</source>
            <translation>Stellen Sie beide aus derselben Sicherung wieder her.</translation>
        </message>
        <message>
            <source>Bring it back from a backup, or import it again.</source>
            <translation>Stellen Sie es aus einer Sicherung wieder her oder importieren Sie es erneut.</translation>
        </message>
        <message>
            <source>Bring it back from a backup.</source>
            <translation>Stellen Sie es aus einer Sicherung wieder her.</translation>
        </message>
        <message>
            <source>Bring ledger.db and ledger.head back from a backup.</source>
            <translation>Stellen Sie ledger.db und ledger.head aus einer Sicherung wieder her.</translation>
        </message>
        <message>
            <source>Bring ledger.head back from a backup; entries at the end could be gone unseen.</source>
            <translation>Stellen Sie ledger.head aus einer Sicherung wieder her; Einträge am Ende könnten unbemerkt fehlen.</translation>
        </message>
        <message>
            <source>Brush</source>
            <translation>Pinsel</translation>
        </message>
        <message>
            <source>brush (Shift+wheel: its size)</source>
            <translation>Pinsel (Umschalt+Rad: Größe)</translation>
        </message>
        <message>
            <source>BRUSH RADIUS</source>
            <translation>PINSELRADIUS</translation>
        </message>
        <message>
            <source>by cavity</source>
            <translation>je Höhle</translation>
        </message>
        <message>
            <source>by patient</source>
            <translation>je Patient</translation>
        </message>
        <message>
            <source>C  linear and nodular</source>
            <translation>C  linear und nodulär</translation>
        </message>
        <message>
            <source>CASE</source>
            <translation>FALL</translation>
        </message>
        <message>
            <source>Case</source>
            <translation>Fall</translation>
        </message>
        <message>
            <source>Case {code}</source>
            <translation>Fall {code}</translation>
        </message>
        <message>
            <source>case {n} of {all}</source>
            <translation>Fall {n} von {all}</translation>
        </message>
        <message>
            <source>Cases</source>
            <translation>Fälle</translation>
        </message>
        <message>
            <source>cavities</source>
            <translation>Höhlen</translation>
        </message>
        <message>
            <source>CAVITY</source>
            <translation>RESEKTIONSHÖHLE</translation>
        </message>
        <message>
            <source>Cavity</source>
            <translation>Höhle</translation>
        </message>
        <message>
            <source>cavity outline on / off</source>
            <translation>Umriss der Höhle ein / aus</translation>
        </message>
        <message>
            <source>Cavity that is drawn</source>
            <translation>Höhle, die gezeichnet wird</translation>
        </message>
        <message>
            <source>Cavity that the label keys speak of</source>
            <translation>Höhle, für die die Label-Tasten gelten</translation>
        </message>
        <message>
            <source>Cavity wall unrolled: thickness of the rim. Enter goes to the thickest place</source>
            <translation>Höhlenwand abgerollt: Dicke des Randsaums. Enter geht zur dicksten Stelle</translation>
        </message>
        <message>
            <source>Cavity {cavity}</source>
            <translation>Höhle {cavity}</translation>
        </message>
        <message>
            <source>cavity {label}</source>
            <translation>Höhle {label}</translation>
        </message>
        <message>
            <source>CAVITY {name}</source>
            <translation>HÖHLE {name}</translation>
        </message>
        <message>
            <source>cavity {name}</source>
            <translation>der Höhle {name}</translation>
        </message>
        <message>
            <source>Cavity, baseline</source>
            <translation>Höhle, Ausgangsaufnahme</translation>
        </message>
        <message>
            <source>Cavity, this visit</source>
            <translation>Höhle, dieser Zeitpunkt</translation>
        </message>
        <message>
            <source>Cells of the clinical table cannot be used ({count} of them), nothing was taken: {named}</source>
            <translation>Zellen der klinischen Tabelle sind nicht nutzbar ({count}), nichts wurde übernommen: {named}</translation>
        </message>
        <message>
            <source>Cells of the events file cannot be used ({count} of them), nothing was analysed: {named}</source>
            <translation>Zellen der Ereignisdatei sind nicht zu gebrauchen ({count}), nichts wurde ausgewertet: {named}</translation>
        </message>
        <message>
            <source>censored</source>
            <translation>zensiert</translation>
        </message>
        <message>
            <source>censored at day {n}</source>
            <translation>zensiert an Tag {n}</translation>
        </message>
        <message>
            <source>censored at new radiotherapy</source>
            <translation>zensiert bei neuer Bestrahlung</translation>
        </message>
        <message>
            <source>censored at new radiotherapy of the unit</source>
            <translation>zensiert bei neuer Bestrahlung der Einheit</translation>
        </message>
        <message>
            <source>censored at the last clear scan, because scans were missed before the event</source>
            <translation>zensiert an der letzten freien Aufnahme, weil vor dem Ereignis Aufnahmen versäumt wurden</translation>
        </message>
        <message>
            <source>censored at the last clear scan, because the event is unconfirmed</source>
            <translation>zensiert an der letzten freien Aufnahme, weil das Ereignis unbestätigt ist</translation>
        </message>
        <message>
            <source>censored at the last clear scan, because the lesion lies on the boundary of the margin</source>
            <translation>zensiert an der letzten freien Aufnahme, weil die Läsion auf der Grenze des Saums liegt</translation>
        </message>
        <message>
            <source>censored at the last evaluable scan</source>
            <translation>zensiert an der letzten beurteilbaren Aufnahme</translation>
        </message>
        <message>
            <source>censored at the last systemic staging, which is earlier than the last scan</source>
            <translation>zensiert am letzten systemischen Staging, das vor der letzten Aufnahme liegt</translation>
        </message>
        <message>
            <source>censored at the origin: no evaluable scan since</source>
            <translation>zensiert am Tag 0: seither keine beurteilbare Aufnahme</translation>
        </message>
        <message>
            <source>censored at the re-operation of the cavity, which ends its follow-up</source>
            <translation>zensiert an der Re-Operation der Höhle, die ihre Nachsorge beendet</translation>
        </message>
        <message>
            <source>censored on {day}, day {n}</source>
            <translation>zensiert am {day}, Tag {n}</translation>
        </message>
        <message>
            <source>Central nervous system necrosis</source>
            <translation>ZNS-Nekrose</translation>
        </message>
        <message>
            <source>certainty</source>
            <translation>Sicherheit</translation>
        </message>
        <message>
            <source>Certainty {n} of 5</source>
            <translation>Sicherheit {n} von 5</translation>
        </message>
        <message>
            <source>certainty {n} of 5</source>
            <translation>Sicherheit {n} von 5</translation>
        </message>
        <message>
            <source>change</source>
            <translation>Änderung</translation>
        </message>
        <message>
            <source>Changes</source>
            <translation>Wechsel</translation>
        </message>
        <message>
            <source>charter v{version}</source>
            <translation>Studienregeln v{version}</translation>
        </message>
        <message>
            <source>charter {name}</source>
            <translation>Studienregeln {name}</translation>
        </message>
        <message>
            <source>check  ({key})</source>
            <translation>prüfen  ({key})</translation>
        </message>
        <message>
            <source>Check of the registration</source>
            <translation>Prüfung der Registrierung</translation>
        </message>
        <message>
            <source>Check registration   R</source>
            <translation>Registrierung prüfen   R</translation>
        </message>
        <message>
            <source>Check that the file belongs to this study.</source>
            <translation>Prüfen Sie, ob die Datei zu dieser Studie gehört.</translation>
        </message>
        <message>
            <source>Check the address (tcp://host:8786) and that the scheduler runs, with the same version of distributed.</source>
            <translation>Prüfen Sie die Adresse (tcp://host:8786) und ob der Scheduler läuft, mit derselben Version von distributed.</translation>
        </message>
        <message>
            <source>Check the date.</source>
            <translation>Prüfen Sie das Datum.</translation>
        </message>
        <message>
            <source>Check the date; --date is for scans that carry none.</source>
            <translation>Prüfen Sie das Datum; --date ist für Aufnahmen ohne Datum.</translation>
        </message>
        <message>
            <source>Check the folder, or bring ledger.db back from a backup.</source>
            <translation>Prüfen Sie den Ordner oder stellen Sie ledger.db aus einer Sicherung wieder her.</translation>
        </message>
        <message>
            <source>Check the path, the rights and the free space.</source>
            <translation>Prüfen Sie Pfad, Rechte und freien Platz.</translation>
        </message>
        <message>
            <source>Check the registration</source>
            <translation>Registrierung prüfen</translation>
        </message>
        <message>
            <source>Check the registration, key R</source>
            <translation>Registrierung prüfen, Taste R</translation>
        </message>
        <message>
            <source>check the registration: nudge, pass, reject</source>
            <translation>Registrierung prüfen: verschieben, annehmen, verwerfen</translation>
        </message>
        <message>
            <source>Check the study</source>
            <translation>Studie prüfen</translation>
        </message>
        <message>
            <source>Check whose scan it is, and its date.</source>
            <translation>Prüfen Sie, wessen Aufnahme es ist, und ihr Datum.</translation>
        </message>
        <message>
            <source>checkerboard of the two</source>
            <translation>Schachbrett aus beiden</translation>
        </message>
        <message>
            <source>Checkerboard: squares of {mm} mm</source>
            <translation>Schachbrett: Felder von {mm} mm</translation>
        </message>
        <message>
            <source>Checking the study</source>
            <translation>Studie wird geprüft</translation>
        </message>
        <message>
            <source>chemotherapy</source>
            <translation>Chemotherapie</translation>
        </message>
        <message>
            <source>chi-squared</source>
            <translation>Chi-Quadrat</translation>
        </message>
        <message>
            <source>Choose a case from the worklist.</source>
            <translation>Wählen Sie einen Fall der Arbeitsliste.</translation>
        </message>
        <message>
            <source>Choose a case that is not signed.</source>
            <translation>Wählen Sie einen Fall, der nicht signiert ist.</translation>
        </message>
        <message>
            <source>Choose a folder that you may write to.</source>
            <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen.</translation>
        </message>
        <message>
            <source>Choose a visit with several stored series</source>
            <translation>Wählen Sie einen Zeitpunkt mit mehreren gespeicherten Serien</translation>
        </message>
        <message>
            <source>Choose an empty folder. Then import scans and the clinical table, add readers.</source>
            <translation>Wählen Sie einen leeren Ordner. Dann Aufnahmen und klinische Tabelle importieren, Befunder anlegen.</translation>
        </message>
        <message>
            <source>Choose an empty or a new folder.</source>
            <translation>Wählen Sie einen leeren oder neuen Ordner.</translation>
        </message>
        <message>
            <source>Choose an event in the list: here stands how its date comes about.</source>
            <translation>Wählen Sie in der Liste ein Ereignis: Hier steht, wie sein Datum zustande kommt.</translation>
        </message>
        <message>
            <source>Choose another folder, or move that one away.</source>
            <translation>Wählen Sie einen anderen Ordner, oder räumen Sie jenen weg.</translation>
        </message>
        <message>
            <source>Choose another folder.</source>
            <translation>Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>Choose another name.</source>
            <translation>Wählen Sie einen anderen Namen.</translation>
        </message>
        <message>
            <source>Choose another password.</source>
            <translation>Wählen Sie ein anderes Passwort.</translation>
        </message>
        <message>
            <source>Choose another series</source>
            <translation>Andere Serie wählen</translation>
        </message>
        <message>
            <source>Choose another series …</source>
            <translation>Andere Serie wählen …</translation>
        </message>
        <message>
            <source>Choose another time point, or register the study first.</source>
            <translation>Wählen Sie einen anderen Zeitpunkt oder registrieren Sie zuerst die Studie.</translation>
        </message>
        <message>
            <source>Choose another with rimread scans --choose.</source>
            <translation>Wählen Sie eine andere mit rimread scans --choose.</translation>
        </message>
        <message>
            <source>Choose one with --roi, or give a file with one region.</source>
            <translation>Wählen Sie eine mit --roi oder geben Sie eine Datei mit einer Region an.</translation>
        </message>
        <message>
            <source>Choose the folder of a study. Then sign in to read, or coordinate it.</source>
            <translation>Wählen Sie den Ordner einer Studie. Dann melden Sie sich zum Befunden oder Koordinieren an.</translation>
        </message>
        <message>
            <source>Choose the original T1-weighted series.</source>
            <translation>Wählen Sie die originale T1-gewichtete Serie.</translation>
        </message>
        <message>
            <source>Choose your name and type your password.</source>
            <translation>Wählen Sie Ihren Namen und geben Sie Ihr Passwort ein.</translation>
        </message>
        <message>
            <source>choose …</source>
            <translation>wählen …</translation>
        </message>
        <message>
            <source>Choosing the series</source>
            <translation>Serie wird gewählt</translation>
        </message>
        <message>
            <source>Chosen series</source>
            <translation>Gewählte Serie</translation>
        </message>
        <message>
            <source>cine through the time points</source>
            <translation>Kino durch die Zeitpunkte</translation>
        </message>
        <message>
            <source>Cine: {place} of {all}, {hz} Hz</source>
            <translation>Kino: {place} von {all}, {hz} Hz</translation>
        </message>
        <message>
            <source>Cine: {place} of {all}, {hz} Hz; {left_out} not trusted, left out</source>
            <translation>Kino: {place} von {all}, {hz} Hz; {left_out} nicht verlässlich, ausgelassen</translation>
        </message>
        <message>
            <source>Click elsewhere in the cavity, or draw it with the brush.</source>
            <translation>Klicken Sie anderswo in die Höhle oder zeichnen Sie sie mit dem Pinsel.</translation>
        </message>
        <message>
            <source>Click inside the bright lesion, or go to another slice of it.</source>
            <translation>In die helle Läsion klicken oder in eine andere ihrer Schichten gehen.</translation>
        </message>
        <message>
            <source>Click into the cavity: its outline is proposed</source>
            <translation>In die Höhle klicken: Ihr Umriss wird vorgeschlagen</translation>
        </message>
        <message>
            <source>Click into the middle of the cavity's fluid, or draw the cavity with the brush.</source>
            <translation>Klicken Sie mitten in die Flüssigkeit der Höhle oder zeichnen Sie die Höhle mit dem Pinsel.</translation>
        </message>
        <message>
            <source>Click nearer to the middle of the lesion, or give the label without marking its place.</source>
            <translation>Näher an die Mitte der Läsion klicken oder das Label ohne Markierung vergeben.</translation>
        </message>
        <message>
            <source>Click on the head.</source>
            <translation>Klicken Sie auf den Kopf.</translation>
        </message>
        <message>
            <source>Click the middle of the applicator's sphere</source>
            <translation>In die Mitte der Applikatorkugel klicken</translation>
        </message>
        <message>
            <source>Clinical facts</source>
            <translation>Klinische Angaben</translation>
        </message>
        <message>
            <source>Clinical facts …</source>
            <translation>Klinische Angaben …</translation>
        </message>
        <message>
            <source>Clinical table</source>
            <translation>Klinische Tabelle</translation>
        </message>
        <message>
            <source>Clinical table …</source>
            <translation>Klinische Tabelle …</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Close the message</source>
            <translation>Meldung schließen</translation>
        </message>
        <message>
            <source>Close the other program or wait for it, then try again.</source>
            <translation>Schließen Sie das andere Programm oder warten Sie darauf, dann versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>close this table or a notice; leave the brush</source>
            <translation>diese Tabelle oder einen Hinweis schließen; den Pinsel weglegen</translation>
        </message>
        <message>
            <source>colorectal</source>
            <translation>kolorektal</translation>
        </message>
        <message>
            <source>COMPARE</source>
            <translation>VERGLEICHEN</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <source>Compare the arms</source>
            <translation>Die Arme vergleichen</translation>
        </message>
        <message>
            <source>comparing contours</source>
            <translation>Umrisse werden verglichen</translation>
        </message>
        <message>
            <source>Complete it, then lock it.</source>
            <translation>Vervollständigen Sie ihn, dann schließen Sie ihn ab.</translation>
        </message>
        <message>
            <source>Computing Table 3</source>
            <translation>Tabelle 3 wird berechnet</translation>
        </message>
        <message>
            <source>Computing the curves</source>
            <translation>Kurven werden berechnet</translation>
        </message>
        <message>
            <source>Computing the figures</source>
            <translation>Zahlen werden berechnet</translation>
        </message>
        <message>
            <source>conclusion</source>
            <translation>Schluss</translation>
        </message>
        <message>
            <source>confirmation</source>
            <translation>Bestätigung</translation>
        </message>
        <message>
            <source>Confirmed</source>
            <translation>Bestätigt</translation>
        </message>
        <message>
            <source>confirmed</source>
            <translation>bestätigt</translation>
        </message>
        <message>
            <source>confirmed by cytology on {day}</source>
            <translation>zytologisch bestätigt am {day}</translation>
        </message>
        <message>
            <source>confirmed by histology</source>
            <translation>histologisch bestätigt</translation>
        </message>
        <message>
            <source>Consent</source>
            <translation>Einwilligung</translation>
        </message>
        <message>
            <source>Contour being drawn</source>
            <translation>Kontur in Arbeit</translation>
        </message>
        <message>
            <source>contradicts birth and surgery</source>
            <translation>widerspricht Geburt und Operation</translation>
        </message>
        <message>
            <source>contradicts the date or kind of that irradiation</source>
            <translation>widerspricht Datum oder Art dieser Bestrahlung</translation>
        </message>
        <message>
            <source>contradicts “Number of brain metastases”</source>
            <translation>widerspricht „Zahl der Hirnmetastasen“</translation>
        </message>
        <message>
            <source>contradicts “Prior irradiation of the brain”</source>
            <translation>widerspricht „Frühere Bestrahlung des Gehirns“</translation>
        </message>
        <message>
            <source>contrast-enhanced by the contrast agent in the header</source>
            <translation>mit Kontrastmittel laut Kopfdaten</translation>
        </message>
        <message>
            <source>contrast-enhanced by the description</source>
            <translation>mit Kontrastmittel laut Beschreibung</translation>
        </message>
        <message>
            <source>contrast-enhanced by the description and the contrast agent in the header</source>
            <translation>mit Kontrastmittel laut Beschreibung und Kopfdaten</translation>
        </message>
        <message>
            <source>control at the end</source>
            <translation>Kontrolle am Ende</translation>
        </message>
        <message>
            <source>controlled</source>
            <translation>kontrolliert</translation>
        </message>
        <message>
            <source>Convert the scan again from DICOM.</source>
            <translation>Konvertieren Sie die Aufnahme erneut aus DICOM.</translation>
        </message>
        <message>
            <source>Coordinate this study</source>
            <translation>Diese Studie koordinieren</translation>
        </message>
        <message>
            <source>coordinator</source>
            <translation>Koordinator</translation>
        </message>
        <message>
            <source>Copied: {n} rows.</source>
            <translation>Kopiert: {n} Zeilen.</translation>
        </message>
        <message>
            <source>copy all views</source>
            <translation>alle Ansichten kopieren</translation>
        </message>
        <message>
            <source>Copy or convert the file again.</source>
            <translation>Kopieren oder konvertieren Sie die Datei erneut.</translation>
        </message>
        <message>
            <source>Copy or export the series again.</source>
            <translation>Kopieren oder exportieren Sie die Serie erneut.</translation>
        </message>
        <message>
            <source>Copy or export the series again: it may lack slices.</source>
            <translation>Kopieren oder exportieren Sie die Serie erneut: Ihr können Schichten fehlen.</translation>
        </message>
        <message>
            <source>Copy table</source>
            <translation>Tabelle kopieren</translation>
        </message>
        <message>
            <source>copy the table (for a spreadsheet)</source>
            <translation>Tabelle kopieren (für eine Tabellenkalkulation)</translation>
        </message>
        <message>
            <source>Copy the table, key Ctrl+C</source>
            <translation>Tabelle kopieren, Taste Strg+C</translation>
        </message>
        <message>
            <source>copy the view with the focus (no identity)</source>
            <translation>Ansicht mit dem Fokus kopieren (ohne Identität)</translation>
        </message>
        <message>
            <source>Coronal</source>
            <translation>Koronal</translation>
        </message>
        <message>
            <source>coronal</source>
            <translation>koronal</translation>
        </message>
        <message>
            <source>Correct the date of death, or the scan's date or subject.</source>
            <translation>Korrigieren Sie das Todesdatum oder Datum oder Patient der Aufnahme.</translation>
        </message>
        <message>
            <source>Correct the surgery or event date, or mark the scan as pre-op in the clinical table.</source>
            <translation>Korrigieren Sie Operations- oder Ereignisdatum oder führen Sie die Aufnahme in der klinischen Tabelle als pre-op.</translation>
        </message>
        <message>
            <source>Correct the TOML file (settings: rimread schema --out DIR, charter.json).</source>
            <translation>Korrigieren Sie die TOML-Datei (Einstellungen: rimread schema --out DIR, charter.json).</translation>
        </message>
        <message>
            <source>Correct them and import again.</source>
            <translation>Korrigieren Sie sie und importieren Sie erneut.</translation>
        </message>
        <message>
            <source>Counted by</source>
            <translation>Gezählt nach</translation>
        </message>
        <message>
            <source>counted from</source>
            <translation>gezählt ab</translation>
        </message>
        <message>
            <source>Counted is what is at least {percent} % brighter than white matter: a rim that stands out from dark oedema only, no brighter than white matter, reads 0.</source>
            <translation>Gezählt wird, was mindestens {percent} % heller ist als weiße Substanz: Ein Saum, der sich nur vom dunklen Ödem abhebt und nicht heller ist als sie, ergibt 0.</translation>
        </message>
        <message>
            <source>Course</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>covering the whole brain</source>
            <translation>zeigt das ganze Gehirn</translation>
        </message>
        <message>
            <source>crosshair on / off</source>
            <translation>Fadenkreuz ein / aus</translation>
        </message>
        <message>
            <source>CSF cytology</source>
            <translation>Liquorzytologie</translation>
        </message>
        <message>
            <source>CTCAE term</source>
            <translation>CTCAE-Begriff</translation>
        </message>
        <message>
            <source>Ctrl</source>
            <translation>Strg</translation>
        </message>
        <message>
            <source>cumulative incidence</source>
            <translation>kumulative Inzidenz</translation>
        </message>
        <message>
            <source>Cumulative incidence, death competing</source>
            <translation>Kumulative Inzidenz, Tod konkurrierend</translation>
        </message>
        <message>
            <source>Cumulative incidence: of the event, with death competing. NA: cannot be estimated (no data; limits before the first event, or after all have had it; before the first recorded time R gives the value itself).</source>
            <translation>Kumulative Inzidenz: des Ereignisses, mit Tod als konkurrierendem Ereignis. NA: nicht schätzbar (keine Daten; Grenzen vor dem ersten Ereignis oder nachdem alle es hatten; vor der ersten Zeit nennt R den Wert selbst).</translation>
        </message>
        <message>
            <source>Current</source>
            <translation>Aktuell</translation>
        </message>
        <message>
            <source>current</source>
            <translation>aktuell</translation>
        </message>
        <message>
            <source>current cavity</source>
            <translation>aktuelle Höhle</translation>
        </message>
        <message>
            <source>Current − baseline</source>
            <translation>Aktuell − Ausgang</translation>
        </message>
        <message>
            <source>Current, edges of the baseline</source>
            <translation>Aktuell, Kanten der Ausgangsaufnahme</translation>
        </message>
        <message>
            <source>Curves</source>
            <translation>Kurven</translation>
        </message>
        <message>
            <source>curves</source>
            <translation>Kurven</translation>
        </message>
        <message>
            <source>cytology of cerebrospinal fluid</source>
            <translation>Zytologie des Liquors</translation>
        </message>
        <message>
            <source>cytology proves {label}</source>
            <translation>Zytologie beweist {label}</translation>
        </message>
        <message>
            <source>D  neither, hydrocephalus only</source>
            <translation>D  keines von beiden, nur Hydrozephalus</translation>
        </message>
        <message>
            <source>dark: cavity, fluid, oedema</source>
            <translation>dunkel: Höhle, Flüssigkeit, Ödem</translation>
        </message>
        <message>
            <source>darker</source>
            <translation>dunkler</translation>
        </message>
        <message>
            <source>Data cut-off</source>
            <translation>Datenschnitt</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>Date of birth</source>
            <translation>Geburtsdatum</translation>
        </message>
        <message>
            <source>date of birth; better left out where the age is known, for it identifies</source>
            <translation>Geburtsdatum; besser weggelassen, wo das Alter bekannt ist, denn es identifiziert</translation>
        </message>
        <message>
            <source>date of death</source>
            <translation>Todestag</translation>
        </message>
        <message>
            <source>Date of the scan (YYYY-MM-DD)</source>
            <translation>Datum der Aufnahme (JJJJ-MM-TT)</translation>
        </message>
        <message>
            <source>Day 0 is {day}: {what}, by the clinical table.</source>
            <translation>Tag 0 ist {day}: {what}, laut klinischer Tabelle.</translation>
        </message>
        <message>
            <source>day of informed consent</source>
            <translation>Tag der Einwilligung nach Aufklärung</translation>
        </message>
        <message>
            <source>day {n}</source>
            <translation>Tag {n}</translation>
        </message>
        <message>
            <source>Days</source>
            <translation>Tage</translation>
        </message>
        <message>
            <source>Days before a re-read opens</source>
            <translation>Tage bis zur Öffnung einer Zweitbefundung</translation>
        </message>
        <message>
            <source>Days from</source>
            <translation>Tage ab</translation>
        </message>
        <message>
            <source>days from surgery</source>
            <translation>Tage ab Operation</translation>
        </message>
        <message>
            <source>days from surgery, at risk from radiotherapy on</source>
            <translation>Tage ab Operation, unter Risiko ab Bestrahlung</translation>
        </message>
        <message>
            <source>days from the start of radiotherapy</source>
            <translation>Tage ab Beginn der Bestrahlung</translation>
        </message>
        <message>
            <source>Death</source>
            <translation>Tod</translation>
        </message>
        <message>
            <source>death</source>
            <translation>Tod</translation>
        </message>
        <message>
            <source>death and its cause</source>
            <translation>Tod und seine Ursache</translation>
        </message>
        <message>
            <source>death counted as the event</source>
            <translation>Tod als Ereignis gezählt</translation>
        </message>
        <message>
            <source>death is a competing event</source>
            <translation>Tod ist ein konkurrierendes Ereignis</translation>
        </message>
        <message>
            <source>death without the event counted as event</source>
            <translation>Tod ohne das Ereignis als Ereignis gezählt</translation>
        </message>
        <message>
            <source>Death without the event, on {last} (day {days}, {months} months), competes: cumulative incidence counts it there, Kaplan-Meier censors at the date of the row.</source>
            <translation>Tod ohne das Ereignis am {last} (Tag {days}, {months} Monate) konkurriert: Die kumulative Inzidenz zählt ihn dort, Kaplan-Meier zensiert am Datum der Zeile.</translation>
        </message>
        <message>
            <source>DECIDE</source>
            <translation>ENTSCHEIDEN</translation>
        </message>
        <message>
            <source>Decide</source>
            <translation>Entscheiden</translation>
        </message>
        <message>
            <source>Default keys</source>
            <translation>Standardtasten</translation>
        </message>
        <message>
            <source>definite</source>
            <translation>sicher</translation>
        </message>
        <message>
            <source>Del</source>
            <translation>Entf</translation>
        </message>
        <message>
            <source>delayed entry at day {n}</source>
            <translation>verzögerter Eintritt an Tag {n}</translation>
        </message>
        <message>
            <source>delayed entry at the start of radiotherapy</source>
            <translation>verzögerter Eintritt bei Beginn der Bestrahlung</translation>
        </message>
        <message>
            <source>Delete {what}</source>
            <translation>{what} löschen</translation>
        </message>
        <message>
            <source>Deriving the events</source>
            <translation>Ereignisse werden abgeleitet</translation>
        </message>
        <message>
            <source>dexamethasone</source>
            <translation>Dexamethason</translation>
        </message>
        <message>
            <source>Diameter of the applicator</source>
            <translation>Durchmesser des Applikators</translation>
        </message>
        <message>
            <source>Diameter of the applicator's sphere, mm</source>
            <translation>Durchmesser der Applikatorkugel, mm</translation>
        </message>
        <message>
            <source>died</source>
            <translation>verstorben</translation>
        </message>
        <message>
            <source>died without</source>
            <translation>ohne Ereignis verstorben</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Differenz</translation>
        </message>
        <message>
            <source>difference</source>
            <translation>Differenz</translation>
        </message>
        <message>
            <source>difference: orange brighter now, blue darker</source>
            <translation>Differenz: orange jetzt heller, blau dunkler</translation>
        </message>
        <message>
            <source>Disagreements by kind</source>
            <translation>Abweichungen nach Art</translation>
        </message>
        <message>
            <source>Discharge</source>
            <translation>Entlassung</translation>
        </message>
        <message>
            <source>distance from the cavity surface, mm</source>
            <translation>Abstand von der Höhlenoberfläche, mm</translation>
        </message>
        <message>
            <source>Distance to organ at risk</source>
            <translation>Abstand zum Risikoorgan</translation>
        </message>
        <message>
            <source>distances are switched off</source>
            <translation>Abstände sind abgeschaltet</translation>
        </message>
        <message>
            <source>distances are switched off: {reason}</source>
            <translation>Abstände sind abgeschaltet: {reason}</translation>
        </message>
        <message>
            <source>Distant brain control</source>
            <translation>Kontrolle im übrigen Hirn</translation>
        </message>
        <message>
            <source>Distant brain control, single metastasis</source>
            <translation>Kontrolle im übrigen Hirn, einzelne Metastase</translation>
        </message>
        <message>
            <source>distant control</source>
            <translation>Fernkontrolle</translation>
        </message>
        <message>
            <source>distant progression</source>
            <translation>Fernprogress</translation>
        </message>
        <message>
            <source>diverse</source>
            <translation>divers</translation>
        </message>
        <message>
            <source>do it again</source>
            <translation>wiederherstellen</translation>
        </message>
        <message>
            <source>done</source>
            <translation>fertig</translation>
        </message>
        <message>
            <source>Dose</source>
            <translation>Dosis</translation>
        </message>
        <message>
            <source>dose at the applicator's surface</source>
            <translation>Dosis an der Oberfläche des Applikators</translation>
        </message>
        <message>
            <source>Dose per fraction</source>
            <translation>Dosis je Fraktion</translation>
        </message>
        <message>
            <source>Doubt within {mm:.1f} mm</source>
            <translation>Unsicherheit unter {mm:.1f} mm</translation>
        </message>
        <message>
            <source>Doubt ±{mm:.1f} mm</source>
            <translation>Unsicherheit ±{mm:.1f} mm</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>Unten</translation>
        </message>
        <message>
            <source>DP  distant progression</source>
            <translation>DP  Fernprogress</translation>
        </message>
        <message>
            <source>DP or LMD</source>
            <translation>DP oder LMD</translation>
        </message>
        <message>
            <source>Drag a picture to shift, Ctrl+drag to turn about the cavity.</source>
            <translation>Bild ziehen verschiebt, Strg+Ziehen dreht um die Höhle.</translation>
        </message>
        <message>
            <source>Draw</source>
            <translation>Zeichnen</translation>
        </message>
        <message>
            <source>Draw a further cavity</source>
            <translation>Weitere Höhle zeichnen</translation>
        </message>
        <message>
            <source>drawing disagreements</source>
            <translation>Abweichungen zeichnen</translation>
        </message>
        <message>
            <source>Drop {lesion}</source>
            <translation>{lesion} verwerfen</translation>
        </message>
        <message>
            <source>Each reader gets every case that is missing, in an order of their own.</source>
            <translation>Jeder Befunder erhält alle fehlenden Fälle in eigener Reihenfolge.</translation>
        </message>
        <message>
            <source>Earlier facts are changed or taken away: say why, and save again. The reason is kept with the change.</source>
            <translation>Frühere Angaben werden geändert oder entfernt: Nennen Sie den Grund und speichern Sie erneut. Der Grund wird mit der Änderung aufbewahrt.</translation>
        </message>
        <message>
            <source>Earlier facts of this subject are changed or taken away without a reason, nothing was saved</source>
            <translation>Frühere Angaben zu diesem Patienten werden ohne Grund geändert oder entfernt, nichts wurde gespeichert</translation>
        </message>
        <message>
            <source>early marginal treatment-type enhancement</source>
            <translation>frühe randständige therapietypische Anreicherung</translation>
        </message>
        <message>
            <source>early post-op</source>
            <translation>früh post-op</translation>
        </message>
        <message>
            <source>Edema cerebral</source>
            <translation>Hirnödem</translation>
        </message>
        <message>
            <source>Edge</source>
            <translation>Kante</translation>
        </message>
        <message>
            <source>Edges</source>
            <translation>Kanten</translation>
        </message>
        <message>
            <source>edges of the baseline over the current visit</source>
            <translation>Kanten der Ausgangsaufnahme über der aktuellen</translation>
        </message>
        <message>
            <source>EME  early marginal treatment-type enhancement</source>
            <translation>EME  frühe randständige therapietypische Anreicherung</translation>
        </message>
        <message>
            <source>End</source>
            <translation>Ende</translation>
        </message>
        <message>
            <source>end comparing or marking, drop an unlabelled mark</source>
            <translation>Vergleich oder Markieren beenden, Markierung ohne Label verwerfen</translation>
        </message>
        <message>
            <source>endocrine</source>
            <translation>endokrin</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>enlarge (Ctrl+wheel)</source>
            <translation>vergrößern (Strg+Rad)</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>Eingabe</translation>
        </message>
        <message>
            <source>Enter it in the clinical table, or leave out --by or --strata.</source>
            <translation>Tragen Sie sie in die klinische Tabelle ein, oder lassen Sie --by oder --strata weg.</translation>
        </message>
        <message>
            <source>entered in the clinical table for {day}</source>
            <translation>in der klinischen Tabelle für {day} eingetragen</translation>
        </message>
        <message>
            <source>Entry {sequence} of the ledger ({kind}) contradicts those before it</source>
            <translation>Eintrag {sequence} des Protokolls ({kind}) widerspricht den vorigen</translation>
        </message>
        <message>
            <source>Entry {sequence} of the ledger ({kind}) does not read</source>
            <translation>Eintrag {sequence} des Protokolls ({kind}) ist nicht lesbar</translation>
        </message>
        <message>
            <source>Entry {sequence} of the ledger ({kind}) has a newer form</source>
            <translation>Eintrag {sequence} des Protokolls ({kind}) hat eine neuere Form</translation>
        </message>
        <message>
            <source>Entry {sequence} of the ledger is of a kind this version does not know</source>
            <translation>Eintrag {sequence} des Protokolls ist von einer Art, die diese Version nicht kennt</translation>
        </message>
        <message>
            <source>Eraser</source>
            <translation>Radierer</translation>
        </message>
        <message>
            <source>eraser</source>
            <translation>Radierer</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>Esc</translation>
        </message>
        <message>
            <source>estimate</source>
            <translation>Schätzung</translation>
        </message>
        <message>
            <source>event</source>
            <translation>Ereignis</translation>
        </message>
        <message>
            <source>event at day {n}</source>
            <translation>Ereignis an Tag {n}</translation>
        </message>
        <message>
            <source>event on {day}, day {n}</source>
            <translation>Ereignis am {day}, Tag {n}</translation>
        </message>
        <message>
            <source>Event, dated {day}: {reason}.</source>
            <translation>Ereignis, datiert auf {day}: {reason}.</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>Ereignisse</translation>
        </message>
        <message>
            <source>events</source>
            <translation>Ereignisse</translation>
        </message>
        <message>
            <source>events after missed scans censored at the last clear look</source>
            <translation>Ereignisse nach versäumten Aufnahmen beim letzten freien Blick zensiert</translation>
        </message>
        <message>
            <source>events after missed scans censored at the last clear scan</source>
            <translation>Ereignisse nach versäumten Aufnahmen bei der letzten freien Aufnahme zensiert</translation>
        </message>
        <message>
            <source>Events and their dates</source>
            <translation>Ereignisse und ihre Daten</translation>
        </message>
        <message>
            <source>events on the boundary of the margin censored at the last clear look</source>
            <translation>Ereignisse an der Grenze des Saums beim letzten freien Blick zensiert</translation>
        </message>
        <message>
            <source>events, and why their dates</source>
            <translation>Ereignisse, und warum an diesem Datum</translation>
        </message>
        <message>
            <source>events.csv written, with its data dictionary and labels.csv.</source>
            <translation>events.csv geschrieben, mit Datenverzeichnis und labels.csv.</translation>
        </message>
        <message>
            <source>events.csv written: {rows}, {events}.</source>
            <translation>events.csv geschrieben: {rows}, {events}.</translation>
        </message>
        <message>
            <source>Every case that is open to you is read. Thank you.</source>
            <translation>Alle Fälle, die Ihnen offenstehen, sind befundet. Danke.</translation>
        </message>
        <message>
            <source>Every lesion behind it lies on the boundary of the margin: whether it is local is in doubt.</source>
            <translation>Jede Läsion dahinter liegt an der Grenze des Saums: Ob sie lokal ist, ist zweifelhaft.</translation>
        </message>
        <message>
            <source>Every outcome at one and two years, by arm; {whose}</source>
            <translation>Jeder Endpunkt nach einem und zwei Jahren, je Arm; {whose}</translation>
        </message>
        <message>
            <source>Every time point is locked and stays as it is. Sign the read to finish it.</source>
            <translation>Alle Zeitpunkte sind abgeschlossen und bleiben, wie sie sind. Signieren Sie die Befundung, um sie zu beenden.</translation>
        </message>
        <message>
            <source>Every time point is locked. Sign the read to finish it.</source>
            <translation>Alle Zeitpunkte sind abgeschlossen. Signieren Sie die Befundung, um sie zu beenden.</translation>
        </message>
        <message>
            <source>evidence</source>
            <translation>Grundlage</translation>
        </message>
        <message>
            <source>Evidence: {what}</source>
            <translation>Grundlage: {what}</translation>
        </message>
        <message>
            <source>evolution</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Evolution of the case</source>
            <translation>Verlauf des Falls</translation>
        </message>
        <message>
            <source>evolution over the months, and the wall unrolled, on / off</source>
            <translation>Verlauf über die Monate und abgerollte Wand ein / aus</translation>
        </message>
        <message>
            <source>Export each acquisition as a series of its own.</source>
            <translation>Exportieren Sie jede Akquisition als eigene Serie.</translation>
        </message>
        <message>
            <source>Export each stack as a series of its own.</source>
            <translation>Exportieren Sie jeden Schichtblock als eigene Serie.</translation>
        </message>
        <message>
            <source>Export it again, or give the mask as NIfTI.</source>
            <translation>Exportieren Sie sie erneut oder geben Sie die Maske als NIfTI an.</translation>
        </message>
        <message>
            <source>Export other formats …</source>
            <translation>Andere Formate exportieren …</translation>
        </message>
        <message>
            <source>Export results</source>
            <translation>Ergebnisse exportieren</translation>
        </message>
        <message>
            <source>Export the original series from the scanner or archive.</source>
            <translation>Exportieren Sie die Originalserie vom Scanner oder aus dem Archiv.</translation>
        </message>
        <message>
            <source>Export the original series, or choose another.</source>
            <translation>Exportieren Sie die Originalserie oder wählen Sie eine andere.</translation>
        </message>
        <message>
            <source>Export the original series.</source>
            <translation>Exportieren Sie die Originalserie.</translation>
        </message>
        <message>
            <source>Export the scan again from the scanner or archive.</source>
            <translation>Exportieren Sie die Aufnahme erneut vom Scanner oder aus dem Archiv.</translation>
        </message>
        <message>
            <source>Export the scan again; nothing was imported.</source>
            <translation>Exportieren Sie die Aufnahme erneut; nichts wurde importiert.</translation>
        </message>
        <message>
            <source>Export the series again.</source>
            <translation>Exportieren Sie die Serie erneut.</translation>
        </message>
        <message>
            <source>Export the series uncompressed.</source>
            <translation>Exportieren Sie die Serie unkomprimiert.</translation>
        </message>
        <message>
            <source>Export the whole series again.</source>
            <translation>Exportieren Sie die ganze Serie erneut.</translation>
        </message>
        <message>
            <source>Exported {formats}: {rows}, {events}.</source>
            <translation>Exportiert: {formats}; {rows}, {events}.</translation>
        </message>
        <message>
            <source>Exporting the results</source>
            <translation>Ergebnisse werden exportiert</translation>
        </message>
        <message>
            <source>Extracranial progression</source>
            <translation>Extrakranielle Progression</translation>
        </message>
        <message>
            <source>extracranial progression</source>
            <translation>extrakranielle Progression</translation>
        </message>
        <message>
            <source>Facts of the group</source>
            <translation>Angaben der Gruppe</translation>
        </message>
        <message>
            <source>faster; edge right; larger; more baseline</source>
            <translation>schneller; Kante rechts; größer; mehr Ausgangsaufnahme</translation>
        </message>
        <message>
            <source>faster; edge to the right; larger squares; more baseline</source>
            <translation>schneller; Kante nach rechts; größere Felder; mehr Ausgangsaufnahme</translation>
        </message>
        <message>
            <source>Fatigue</source>
            <translation>Fatigue</translation>
        </message>
        <message>
            <source>female</source>
            <translation>weiblich</translation>
        </message>
        <message>
            <source>fewest labels</source>
            <translation>wenigste Befunde</translation>
        </message>
        <message>
            <source>Figures</source>
            <translation>Zahlen</translation>
        </message>
        <message>
            <source>figures: landmarks, medians, tests</source>
            <translation>Zahlen: Zeitmarken, Mediane, Tests</translation>
        </message>
        <message>
            <source>Film strip</source>
            <translation>Filmstreifen</translation>
        </message>
        <message>
            <source>Film strip ({key})</source>
            <translation>Filmstreifen ({key})</translation>
        </message>
        <message>
            <source>film strip in a window of its own (second monitor) / back</source>
            <translation>Filmstreifen in eigenem Fenster (zweiter Monitor) / zurück</translation>
        </message>
        <message>
            <source>Film strip in a window of its own, or back</source>
            <translation>Filmstreifen in eigenem Fenster, oder zurück</translation>
        </message>
        <message>
            <source>film strip: every time point in one plane ({plane})</source>
            <translation>Filmstreifen: alle Zeitpunkte in einer Ebene ({plane})</translation>
        </message>
        <message>
            <source>find events</source>
            <translation>Ereignisse suchen</translation>
        </message>
        <message>
            <source>Find events, key Ctrl+F</source>
            <translation>Ereignisse suchen, Taste Strg+F</translation>
        </message>
        <message>
            <source>Find out who changed the file; bring ledger.db and ledger.head back from a backup.</source>
            <translation>Klären Sie, wer die Datei verändert hat; stellen Sie ledger.db und ledger.head aus einer Sicherung wieder her.</translation>
        </message>
        <message>
            <source>Find out who changed the file; bring ledger.db back from a backup.</source>
            <translation>Klären Sie, wer die Datei verändert hat; stellen Sie ledger.db aus einer Sicherung wieder her.</translation>
        </message>
        <message>
            <source>Find: patient, arm, event, flag …</source>
            <translation>Suchen: Patient, Arm, Ereignis, Kennzeichen …</translation>
        </message>
        <message>
            <source>finding</source>
            <translation>Einzelbefund</translation>
        </message>
        <message>
            <source>FINDINGS</source>
            <translation>BEFUNDE</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Befunde</translation>
        </message>
        <message>
            <source>fine structures do not fall on each other (correlation {detail}, {aside} when pushed 6 mm aside)</source>
            <translation>feine Strukturen decken sich nicht (Korrelation {detail}, {aside} bei 6 mm Versatz)</translation>
        </message>
        <message>
            <source>finer slices</source>
            <translation>feinere Schichten</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>first (and last) day of a treatment: IORT, HSRT (of the cavity), SRS, …; IORT is given on the day of surgery</source>
            <translation>erster (und letzter) Tag einer Behandlung: IORT, HSRT (der Höhle), SRS, …; IORT geschieht am Tag der Operation</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>Erster Tag</translation>
        </message>
        <message>
            <source>five slices down</source>
            <translation>fünf Schichten hinab</translation>
        </message>
        <message>
            <source>five slices up</source>
            <translation>fünf Schichten hinauf</translation>
        </message>
        <message>
            <source>flag {flag}</source>
            <translation>Kennzeichen {flag}</translation>
        </message>
        <message>
            <source>Flags</source>
            <translation>Kennzeichen</translation>
        </message>
        <message>
            <source>flags</source>
            <translation>Kennzeichen</translation>
        </message>
        <message>
            <source>Flags of this endpoint's rows: {flags}.</source>
            <translation>Kennzeichen der Zeilen dieses Endpunkts: {flags}.</translation>
        </message>
        <message>
            <source>Flicker</source>
            <translation>Flimmern</translation>
        </message>
        <message>
            <source>flicker between baseline and current</source>
            <translation>Flimmern zwischen Ausgang und aktuell</translation>
        </message>
        <message>
            <source>Flicker: {hz} Hz</source>
            <translation>Flimmern: {hz} Hz</translation>
        </message>
        <message>
            <source>Folder to write to</source>
            <translation>Zielordner</translation>
        </message>
        <message>
            <source>follow-up</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>follow-up ends</source>
            <translation>die Nachsorge endet</translation>
        </message>
        <message>
            <source>follow-up starts at the surgery</source>
            <translation>die Nachsorge beginnt mit der Operation</translation>
        </message>
        <message>
            <source>forward and backward registration differ by {mm} mm</source>
            <translation>Hin- und Rückregistrierung unterscheiden sich um {mm} mm</translation>
        </message>
        <message>
            <source>forwards</source>
            <translation>nach vorn</translation>
        </message>
        <message>
            <source>Fractions</source>
            <translation>Fraktionen</translation>
        </message>
        <message>
            <source>Fragility</source>
            <translation>Fragilität</translation>
        </message>
        <message>
            <source>Fragility asks what would turn a comparison. Compare the arms first.</source>
            <translation>Fragilität fragt, was einen Vergleich kippen würde. Vergleichen Sie zuerst die Arme.</translation>
        </message>
        <message>
            <source>fragility index above {n}</source>
            <translation>Fragilitätsindex über {n}</translation>
        </message>
        <message>
            <source>fragility: what would turn the test</source>
            <translation>Fragilität: was den Test kippen würde</translation>
        </message>
        <message>
            <source>Free memory or use fewer jobs, then register again: what was finished is kept.</source>
            <translation>Machen Sie Speicher frei oder nutzen Sie weniger Prozesse, dann registrieren Sie erneut: Fertiges bleibt erhalten.</translation>
        </message>
        <message>
            <source>Free of the event (Kaplan-Meier)</source>
            <translation>Ereignisfrei (Kaplan-Meier)</translation>
        </message>
        <message>
            <source>free of the event, interval-censored</source>
            <translation>frei vom Ereignis, intervallzensiert</translation>
        </message>
        <message>
            <source>free of the event, Kaplan-Meier</source>
            <translation>frei vom Ereignis, Kaplan-Meier</translation>
        </message>
        <message>
            <source>Free of whole-brain irradiation</source>
            <translation>Ohne Ganzhirnbestrahlung</translation>
        </message>
        <message>
            <source>free of {label}</source>
            <translation>frei von {label}</translation>
        </message>
        <message>
            <source>free of {label}, after the event</source>
            <translation>frei von {label}, nach dem Ereignis</translation>
        </message>
        <message>
            <source>From here the fit leads nowhere to be trusted: {reason}.</source>
            <translation>Von hier aus führt die Anpassung zu nichts Verlässlichem: {reason}.</translation>
        </message>
        <message>
            <source>from hospital after surgery</source>
            <translation>aus dem Krankenhaus nach der Operation</translation>
        </message>
        <message>
            <source>from the cavity to the planning target volume</source>
            <translation>von der Höhle zum Planungszielvolumen</translation>
        </message>
        <message>
            <source>Frozen section malignant</source>
            <translation>Schnellschnitt maligne</translation>
        </message>
        <message>
            <source>further</source>
            <translation>weiter</translation>
        </message>
        <message>
            <source>Give a diameter from {least_mm:g} to {greatest_mm:g} mm.</source>
            <translation>Geben Sie einen Durchmesser von {least_mm:g} bis {greatest_mm:g} mm an.</translation>
        </message>
        <message>
            <source>Give a file made by rimread reads export (schema: rimread schema --out DIR).</source>
            <translation>Geben Sie eine Datei aus rimread reads export an (Schema: rimread schema --out DIR).</translation>
        </message>
        <message>
            <source>Give a mask in which the cavity is drawn.</source>
            <translation>Geben Sie eine Maske an, in der die Höhle gezeichnet ist.</translation>
        </message>
        <message>
            <source>Give a name such as C1.</source>
            <translation>Geben Sie einen Namen wie C1 an.</translation>
        </message>
        <message>
            <source>Give a pseudonym with --subject.</source>
            <translation>Geben Sie ein Pseudonym mit --subject an.</translation>
        </message>
        <message>
            <source>Give a UTF-8 CSV or XLSX file with the columns that rimread clinical --template writes.</source>
            <translation>Geben Sie eine UTF-8-CSV- oder XLSX-Datei mit den Spalten an, die rimread clinical --template schreibt.</translation>
        </message>
        <message>
            <source>Give all workers the study's folder under the same path, then register again: what was finished is kept.</source>
            <translation>Geben Sie allen Rechnern den Studienordner unter demselben Pfad, dann registrieren Sie erneut: Fertiges bleibt erhalten.</translation>
        </message>
        <message>
            <source>Give every command its first key back</source>
            <translation>Jedem Befehl seine ursprüngliche Taste zurückgeben</translation>
        </message>
        <message>
            <source>Give one 3-D volume.</source>
            <translation>Geben Sie ein einzelnes 3-D-Volumen an.</translation>
        </message>
        <message>
            <source>Give the date of the scan with --date YYYY-MM-DD.</source>
            <translation>Geben Sie das Datum der Aufnahme mit --date JJJJ-MM-TT an.</translation>
        </message>
        <message>
            <source>Give the day of the scan with --date YYYY-MM-DD.</source>
            <translation>Geben Sie den Tag der Aufnahme mit --date JJJJ-MM-TT an.</translation>
        </message>
        <message>
            <source>Give the events.csv that rimread events writes (docs/events.md).</source>
            <translation>Die events.csv angeben, die rimread events schreibt (docs/events.md).</translation>
        </message>
        <message>
            <source>Give the folder of one study.</source>
            <translation>Geben Sie den Ordner einer einzigen Untersuchung an.</translation>
        </message>
        <message>
            <source>Give the folder of the MR study.</source>
            <translation>Geben Sie den Ordner der MR-Untersuchung an.</translation>
        </message>
        <message>
            <source>Give the folder that holds study.toml, or make one with rimread new.</source>
            <translation>Geben Sie den Ordner mit study.toml an oder legen Sie einen mit rimread new an.</translation>
        </message>
        <message>
            <source>Give the folder that holds the DICOM files, or a NIfTI file with --date.</source>
            <translation>Geben Sie den Ordner mit den DICOM-Dateien an oder eine NIfTI-Datei mit --date.</translation>
        </message>
        <message>
            <source>Give the mask drawn on that scan, or name the scan with --date.</source>
            <translation>Geben Sie die auf dieser Aufnahme gezeichnete Maske an oder nennen Sie die Aufnahme mit --date.</translation>
        </message>
        <message>
            <source>Give the mask drawn on that scan.</source>
            <translation>Geben Sie die auf dieser Aufnahme gezeichnete Maske an.</translation>
        </message>
        <message>
            <source>Give the mask or image that was made on this scan.</source>
            <translation>Geben Sie Maske oder Bild an, die auf dieser Aufnahme entstanden sind.</translation>
        </message>
        <message>
            <source>Go back to the worklist and open the case again; what is measured is then measured anew.</source>
            <translation>Gehen Sie zur Arbeitsliste zurück und öffnen Sie den Fall erneut; Gemessenes wird dann neu gemessen.</translation>
        </message>
        <message>
            <source>Go on with the next time point.</source>
            <translation>Fahren Sie mit dem nächsten Zeitpunkt fort.</translation>
        </message>
        <message>
            <source>go to</source>
            <translation>zeigen</translation>
        </message>
        <message>
            <source>go to the cavity</source>
            <translation>zur Höhle gehen</translation>
        </message>
        <message>
            <source>Go to the lesion</source>
            <translation>Zur Läsion gehen</translation>
        </message>
        <message>
            <source>go to the next lesion</source>
            <translation>zur nächsten Läsion gehen</translation>
        </message>
        <message>
            <source>go to the thickest place of the rim</source>
            <translation>zur dicksten Stelle des Randsaums</translation>
        </message>
        <message>
            <source>gone after tumour therapy: {label} of {first} stays, unconfirmed</source>
            <translation>nach Tumortherapie verschwunden: {label} vom {first} bleibt, unbestätigt</translation>
        </message>
        <message>
            <source>GPFS ends at the earlier of brain MRI and staging</source>
            <translation>GPFS endet am früheren von Hirn-MRT und Staging</translation>
        </message>
        <message>
            <source>Grade</source>
            <translation>Grad</translation>
        </message>
        <message>
            <source>Gray</source>
            <translation>Gray</translation>
        </message>
        <message>
            <source>group</source>
            <translation>Gruppe</translation>
        </message>
        <message>
            <source>Groups</source>
            <translation>Gruppen</translation>
        </message>
        <message>
            <source>Groups of facts</source>
            <translation>Gruppen von Angaben</translation>
        </message>
        <message>
            <source>Grow</source>
            <translation>Füllen</translation>
        </message>
        <message>
            <source>grow the cavity from a click into it</source>
            <translation>die Höhle von einem Klick aus füllen</translation>
        </message>
        <message>
            <source>Growing the cavity</source>
            <translation>Höhle wird gefüllt</translation>
        </message>
        <message>
            <source>happened</source>
            <translation>geschehen</translation>
        </message>
        <message>
            <source>has no label yet</source>
            <translation>hat noch kein Label</translation>
        </message>
        <message>
            <source>has no surgery row</source>
            <translation>hat keine Operation</translation>
        </message>
        <message>
            <source>Hazard ratio (Cox clustered by patient), {other} against {reference}: {ratio}, p {p}.</source>
            <translation>Hazard-Ratio (Cox, nach Patient gruppiert), {other} gegen {reference}: {ratio}, p {p}.</translation>
        </message>
        <message>
            <source>Hazard ratio (Cox), {other} against {reference}: {ratio}, p {p}.</source>
            <translation>Hazard-Ratio (Cox), {other} gegen {reference}: {ratio}, p {p}.</translation>
        </message>
        <message>
            <source>Headache</source>
            <translation>Kopfschmerzen</translation>
        </message>
        <message>
            <source>Hence {unit}: {conclusion}.</source>
            <translation>Also {unit}: {conclusion}.</translation>
        </message>
        <message>
            <source>here {mm:.1f} mm</source>
            <translation>hier {mm:.1f} mm</translation>
        </message>
        <message>
            <source>histology</source>
            <translation>Histologie</translation>
        </message>
        <message>
            <source>histology dates back to the first suspicion</source>
            <translation>die Histologie gilt ab dem ersten Verdacht</translation>
        </message>
        <message>
            <source>Histology of the primary</source>
            <translation>Histologie des Primärtumors</translation>
        </message>
        <message>
            <source>histology of the re-operation speaks instead of {label}</source>
            <translation>statt {label} spricht die Histologie der Reoperation</translation>
        </message>
        <message>
            <source>histology proves {label}</source>
            <translation>Histologie beweist {label}</translation>
        </message>
        <message>
            <source>histology settles the suspicion</source>
            <translation>die Histologie klärt den Verdacht</translation>
        </message>
        <message>
            <source>Home</source>
            <translation>Pos1</translation>
        </message>
        <message>
            <source>HSRT</source>
            <translation>HSRT</translation>
        </message>
        <message>
            <source>hydrocortisone</source>
            <translation>Hydrocortison</translation>
        </message>
        <message>
            <source>Images of {patients} other patients were passed over</source>
            <translation>Bilder von {patients} anderen Patienten wurden übergangen</translation>
        </message>
        <message>
            <source>immunotherapy</source>
            <translation>Immuntherapie</translation>
        </message>
        <message>
            <source>Import a file</source>
            <translation>Datei importieren</translation>
        </message>
        <message>
            <source>Import a folder of DICOM scans to begin.</source>
            <translation>Importieren Sie zu Beginn einen Ordner mit DICOM-Aufnahmen.</translation>
        </message>
        <message>
            <source>Import fewer files at once.</source>
            <translation>Importieren Sie weniger Dateien auf einmal.</translation>
        </message>
        <message>
            <source>Import folder …</source>
            <translation>Ordner importieren …</translation>
        </message>
        <message>
            <source>Import NIfTI or zip file …</source>
            <translation>NIfTI- oder Zip-Datei importieren …</translation>
        </message>
        <message>
            <source>Import one patient at a time, or say with --subject whose scans to take.</source>
            <translation>Importieren Sie einen Patienten nach dem anderen oder nennen Sie ihn mit --subject.</translation>
        </message>
        <message>
            <source>Import scans</source>
            <translation>Aufnahmen importieren</translation>
        </message>
        <message>
            <source>Import scans and add readers first.</source>
            <translation>Importieren Sie zuerst Aufnahmen und legen Sie Befunder an.</translation>
        </message>
        <message>
            <source>Import the clinical table: surgery dates give months, arms choose the baseline scan.</source>
            <translation>Importieren Sie die klinische Tabelle: Operationsdaten ergeben Monate, der Arm bestimmt die Ausgangsaufnahme.</translation>
        </message>
        <message>
            <source>Import their scans first.</source>
            <translation>Importieren Sie zuerst ihre Aufnahmen.</translation>
        </message>
        <message>
            <source>Import them under their own subject.</source>
            <translation>Importieren Sie sie unter ihrem eigenen Patienten.</translation>
        </message>
        <message>
            <source>Import: a folder of DICOM files</source>
            <translation>Import: ein Ordner mit DICOM-Dateien</translation>
        </message>
        <message>
            <source>Importing scans</source>
            <translation>Aufnahmen werden importiert</translation>
        </message>
        <message>
            <source>Importing the clinical table</source>
            <translation>Klinische Tabelle wird importiert</translation>
        </message>
        <message>
            <source>In a window of its own, for a second monitor, or back into this one</source>
            <translation>In ein eigenes Fenster, für einen zweiten Monitor, oder zurück in dieses</translation>
        </message>
        <message>
            <source>In order, no
surgery date</source>
            <translation>Der Reihe nach,
ohne OP-Datum</translation>
        </message>
        <message>
            <source>in progress, {n} locked</source>
            <translation>in Arbeit, {n} abgeschlossen</translation>
        </message>
        <message>
            <source>in progress, {n} of {all} locked</source>
            <translation>in Arbeit, {n} von {all} abgeschlossen</translation>
        </message>
        <message>
            <source>In the figures</source>
            <translation>In den Zahlen</translation>
        </message>
        <message>
            <source>In the folder to write to there is a folder {folder} that no export wrote</source>
            <translation>Im Zielordner liegt ein Ordner {folder}, den kein Export geschrieben hat</translation>
        </message>
        <message>
            <source>Incomplete resection suspected</source>
            <translation>Unvollständige Resektion vermutet</translation>
        </message>
        <message>
            <source>Ins</source>
            <translation>Einfg</translation>
        </message>
        <message>
            <source>inside the {mm:g} mm margin</source>
            <translation>innerhalb des {mm:g}-mm-Saums</translation>
        </message>
        <message>
            <source>Install it with pip install rimread[cluster], or use --jobs.</source>
            <translation>Installieren Sie sie mit pip install rimread[cluster] oder nutzen Sie --jobs.</translation>
        </message>
        <message>
            <source>Install the same versions on all workers, then register again: what was finished is kept.</source>
            <translation>Installieren Sie überall dieselben Versionen, dann registrieren Sie erneut: Fertiges bleibt erhalten.</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <translation>Unterbrochen</translation>
        </message>
        <message>
            <source>interval (left_days, right_days]</source>
            <translation>Intervall (left_days, right_days]</translation>
        </message>
        <message>
            <source>Intracranial disease control</source>
            <translation>Intrakranielle Krankheitskontrolle</translation>
        </message>
        <message>
            <source>IORT</source>
            <translation>IORT</translation>
        </message>
        <message>
            <source>irradiated before</source>
            <translation>vorher bestrahlt</translation>
        </message>
        <message>
            <source>Irradiation before</source>
            <translation>Frühere Bestrahlung</translation>
        </message>
        <message>
            <source>is death, and there is no death row</source>
            <translation>ist der Tod, und ein Tod ist nicht eingetragen</translation>
        </message>
        <message>
            <source>is not the arm of the only radiotherapy, {given}</source>
            <translation>ist nicht der Arm der einzigen Strahlentherapie, {given}</translation>
        </message>
        <message>
            <source>is not the day of death, as that of grade 5 is</source>
            <translation>ist nicht der Todestag, der zu Grad 5 gehört</translation>
        </message>
        <message>
            <source>is not the day of surgery, on which IORT is given</source>
            <translation>ist nicht der Tag der Operation, an dem die IORT geschieht</translation>
        </message>
        <message>
            <source>is of {needed}, and the cavity had no {same}</source>
            <translation>gehört zu {needed}, und die Höhle hatte keine {same}</translation>
        </message>
        <message>
            <source>Is the ledger whole? Are the files those that were read?</source>
            <translation>Ist das Protokoll unversehrt? Sind die Dateien noch dieselben wie beim Befunden?</translation>
        </message>
        <message>
            <source>it belongs to another cavity</source>
            <translation>sie gehört zu einer anderen Höhle</translation>
        </message>
        <message>
            <source>it belongs to the visit on the screen</source>
            <translation>sie gehört zum gezeigten Zeitpunkt</translation>
        </message>
        <message>
            <source>it would be lost</source>
            <translation>sie ginge verloren</translation>
        </message>
        <message>
            <source>its error is estimated when it is kept</source>
            <translation>ihr Fehler wird beim Übernehmen geschätzt</translation>
        </message>
        <message>
            <source>its folder is no longer there</source>
            <translation>der Ordner ist nicht mehr da</translation>
        </message>
        <message>
            <source>JSON by the published schema</source>
            <translation>JSON nach dem veröffentlichten Schema</translation>
        </message>
        <message>
            <source>Kaplan-Meier with log-log limits, death censored; necrosis and leptomeningeal disease as 1 - Kaplan-Meier.</source>
            <translation>Kaplan-Meier mit log-log-Grenzen, Tod zensiert; Nekrose und leptomeningeale Erkrankung als 1 - Kaplan-Meier.</translation>
        </message>
        <message>
            <source>Karnofsky performance status</source>
            <translation>Karnofsky-Index</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Übernehmen</translation>
        </message>
        <message>
            <source>keep the pose on the screen, with its error</source>
            <translation>die gezeigte Lage mit ihrem Fehler übernehmen</translation>
        </message>
        <message>
            <source>Keeping</source>
            <translation>Wird übernommen</translation>
        </message>
        <message>
            <source>kept with the change</source>
            <translation>wird mit der Änderung aufbewahrt</translation>
        </message>
        <message>
            <source>Key of the command: {command}. Now {key}</source>
            <translation>Taste des Befehls: {command}. Jetzt {key}</translation>
        </message>
        <message>
            <source>KEYS</source>
            <translation>TASTEN</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>Kind of irradiation</source>
            <translation>Art der Bestrahlung</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>Label</translation>
        </message>
        <message>
            <source>label</source>
            <translation>Befund</translation>
        </message>
        <message>
            <source>label keys speak of the next cavity</source>
            <translation>Label-Tasten gelten der nächsten Höhle</translation>
        </message>
        <message>
            <source>Labels and findings</source>
            <translation>Label und Befunde</translation>
        </message>
        <message>
            <source>Labels of</source>
            <translation>Befunde von</translation>
        </message>
        <message>
            <source>Labels of nobody: the subject has no read; rule set {rules}.</source>
            <translation>Befunde von niemandem: Zum Patienten gibt es keine Befundung; Regeln {rules}.</translation>
        </message>
        <message>
            <source>Labels of reader {name}, read {read}; rule set {rules}.</source>
            <translation>Befunde von {name}, Befundung {read}; Regeln {rules}.</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>largest diameter before surgery</source>
            <translation>größter Durchmesser vor der Operation</translation>
        </message>
        <message>
            <source>Last contact</source>
            <translation>Letzter Kontakt</translation>
        </message>
        <message>
            <source>last contact</source>
            <translation>letzter Kontakt</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>Letzter Tag</translation>
        </message>
        <message>
            <source>last day known alive</source>
            <translation>letzter Tag, an dem der Patient sicher lebte</translation>
        </message>
        <message>
            <source>last day known alive (the day of death, where death competes)</source>
            <translation>letzter Tag, an dem der Patient sicher lebte (der Todestag, wo Tod konkurriert)</translation>
        </message>
        <message>
            <source>last day whose facts the table holds; no row of the patient lies after it</source>
            <translation>letzter Tag, dessen Angaben die Tabelle enthält; keine Zeile des Patienten liegt danach</translation>
        </message>
        <message>
            <source>Last known free of it on {last} (day {days}, {months} months): it happened after that day, by {day}.</source>
            <translation>Zuletzt sicher frei davon am {last} (Tag {days}, {months} Monate): geschehen nach diesem Tag, bis {day}.</translation>
        </message>
        <message>
            <source>lay it as it was found</source>
            <translation>hinlegen, wie sie gefunden wurde</translation>
        </message>
        <message>
            <source>Laying the scan from before contrast onto this one</source>
            <translation>Die Aufnahme vor Kontrastmittel wird auf diese gelegt</translation>
        </message>
        <message>
            <source>Leave empty what the files say themselves.</source>
            <translation>Lassen Sie leer, was die Dateien selbst sagen.</translation>
        </message>
        <message>
            <source>Leave out xlsx: the formats events and adtte hold any number of rows.</source>
            <translation>Lassen Sie xlsx weg: Die Formate events und adtte fassen beliebig viele Zeilen.</translation>
        </message>
        <message>
            <source>Leave the form and open it again.</source>
            <translation>Verlassen Sie das Formular und öffnen Sie es erneut.</translation>
        </message>
        <message>
            <source>leaves no metastasis that was resected</source>
            <translation>lässt keine Metastase übrig, die reseziert wurde</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>Links</translation>
        </message>
        <message>
            <source>left out</source>
            <translation>ausgelassen</translation>
        </message>
        <message>
            <source>Left out, not known in the clinical table: {n}.</source>
            <translation>Ausgelassen, in der klinischen Tabelle nicht bekannt: {n}.</translation>
        </message>
        <message>
            <source>Left out, without a time that could be counted: {n}.</source>
            <translation>Ausgelassen, ohne zählbare Zeit: {n}.</translation>
        </message>
        <message>
            <source>legend on / off</source>
            <translation>Legende ein / aus</translation>
        </message>
        <message>
            <source>leptomeningeal</source>
            <translation>leptomeningeal</translation>
        </message>
        <message>
            <source>Leptomeningeal disease</source>
            <translation>Leptomeningeale Erkrankung</translation>
        </message>
        <message>
            <source>leptomeningeal disease</source>
            <translation>leptomeningeale Metastasierung</translation>
        </message>
        <message>
            <source>Lesion</source>
            <translation>Läsion</translation>
        </message>
        <message>
            <source>lesion outlines on / off</source>
            <translation>Umrisse der Läsionen ein / aus</translation>
        </message>
        <message>
            <source>Lesion size</source>
            <translation>Läsionsgröße</translation>
        </message>
        <message>
            <source>Lesion {lesion} is the same as</source>
            <translation>Läsion {lesion} ist dieselbe wie</translation>
        </message>
        <message>
            <source>Lesion {name}</source>
            <translation>Läsion {name}</translation>
        </message>
        <message>
            <source>Let the name of the output file end in .nii or .nii.gz.</source>
            <translation>Lassen Sie den Namen der Ausgabedatei auf .nii oder .nii.gz enden.</translation>
        </message>
        <message>
            <source>lies after the data cut-off</source>
            <translation>liegt nach dem Datenschnitt</translation>
        </message>
        <message>
            <source>lies after the death</source>
            <translation>liegt nach dem Tod</translation>
        </message>
        <message>
            <source>lies after the index surgery</source>
            <translation>liegt nach der Indexoperation</translation>
        </message>
        <message>
            <source>lies before the birth</source>
            <translation>liegt vor der Geburt</translation>
        </message>
        <message>
            <source>lies before the date on which it began</source>
            <translation>liegt vor dem Tag, an dem es begann</translation>
        </message>
        <message>
            <source>lies before the surgery</source>
            <translation>liegt vor der Operation</translation>
        </message>
        <message>
            <source>lies before {year}</source>
            <translation>liegt vor {year}</translation>
        </message>
        <message>
            <source>lies in the future</source>
            <translation>liegt in der Zukunft</translation>
        </message>
        <message>
            <source>link every view again</source>
            <translation>alle Ansichten wieder koppeln</translation>
        </message>
        <message>
            <source>Link this view with the others again</source>
            <translation>Diese Ansicht wieder mit den anderen koppeln</translation>
        </message>
        <message>
            <source>Listing the events</source>
            <translation>Ereignisse werden aufgelistet</translation>
        </message>
        <message>
            <source>LMD  leptomeningeal disease (pattern needed)</source>
            <translation>LMD  leptomeningeale Metastasierung (Muster nötig)</translation>
        </message>
        <message>
            <source>LMD needs a pattern, A to D.</source>
            <translation>LMD braucht ein Muster, A bis D.</translation>
        </message>
        <message>
            <source>loading</source>
            <translation>wird geladen</translation>
        </message>
        <message>
            <source>Local control</source>
            <translation>Lokale Kontrolle</translation>
        </message>
        <message>
            <source>local control</source>
            <translation>lokale Kontrolle</translation>
        </message>
        <message>
            <source>local progression</source>
            <translation>Lokalrezidiv</translation>
        </message>
        <message>
            <source>local progression or death</source>
            <translation>Lokalrezidiv oder Tod</translation>
        </message>
        <message>
            <source>Lock</source>
            <translation>Abschließen</translation>
        </message>
        <message>
            <source>Lock that one first.</source>
            <translation>Schließen Sie zuerst diesen ab.</translation>
        </message>
        <message>
            <source>lock the time point and open the next; sign after the last</source>
            <translation>Zeitpunkt abschließen und nächsten öffnen; nach dem letzten signieren</translation>
        </message>
        <message>
            <source>Lock them first.</source>
            <translation>Schließen Sie sie zuerst ab.</translation>
        </message>
        <message>
            <source>Lock {here}     {key}</source>
            <translation>{here} abschließen     {key}</translation>
        </message>
        <message>
            <source>Lock {here} and open {next}     {key}</source>
            <translation>{here} abschließen, {next} öffnen     {key}</translation>
        </message>
        <message>
            <source>locked</source>
            <translation>abgeschlossen</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Betrachten</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>Erneut nachsehen</translation>
        </message>
        <message>
            <source>Look at it, and choose with rimread scans --choose if another is right.</source>
            <translation>Sehen Sie sie an und wählen Sie mit rimread scans --choose, falls eine andere richtig ist.</translation>
        </message>
        <message>
            <source>Look at the scans.</source>
            <translation>Sehen Sie sich die Aufnahmen an.</translation>
        </message>
        <message>
            <source>Look at the scheduler, then register again: what was finished is kept.</source>
            <translation>Sehen Sie nach dem Scheduler, dann registrieren Sie erneut: Fertiges bleibt erhalten.</translation>
        </message>
        <message>
            <source>look at the study again</source>
            <translation>die Studie neu ansehen</translation>
        </message>
        <message>
            <source>look: a click moves the crosshair</source>
            <translation>Betrachten: ein Klick bewegt das Fadenkreuz</translation>
        </message>
        <message>
            <source>LP  local progression</source>
            <translation>LP  Lokalrezidiv</translation>
        </message>
        <message>
            <source>LP in a cavity of the index surgery</source>
            <translation>LP in einer Höhle der Indexoperation</translation>
        </message>
        <message>
            <source>LP in any cavity</source>
            <translation>LP in irgendeiner Höhle</translation>
        </message>
        <message>
            <source>LP with RN: basis</source>
            <translation>LP mit RN: Grundlage</translation>
        </message>
        <message>
            <source>LP, DP, LMD or extracranial progression</source>
            <translation>LP, DP, LMD oder extrakranieller Progress</translation>
        </message>
        <message>
            <source>lung adenocarcinoma</source>
            <translation>Adenokarzinom der Lunge</translation>
        </message>
        <message>
            <source>Make room on the disk and check that the folder may be written, then try again.</source>
            <translation>Schaffen Sie Platz auf der Platte und prüfen Sie die Schreibrechte des Ordners, dann versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Make the demo …</source>
            <translation>Demo anlegen …</translation>
        </message>
        <message>
            <source>Make the demo: a folder in which {name} is made</source>
            <translation>Demo anlegen: ein Ordner, in dem {name} angelegt wird</translation>
        </message>
        <message>
            <source>Making the demo (about three minutes)</source>
            <translation>Demo wird angelegt (etwa drei Minuten)</translation>
        </message>
        <message>
            <source>Making the study</source>
            <translation>Studie wird angelegt</translation>
        </message>
        <message>
            <source>male</source>
            <translation>männlich</translation>
        </message>
        <message>
            <source>margin</source>
            <translation>Saum</translation>
        </message>
        <message>
            <source>margin by the charter → 3 mm → 10 mm</source>
            <translation>Saum nach Studienregeln → 3 mm → 10 mm</translation>
        </message>
        <message>
            <source>margin outline on / off</source>
            <translation>Umriss des Saums ein / aus</translation>
        </message>
        <message>
            <source>Margin {mm:g} mm</source>
            <translation>Saum {mm:g} mm</translation>
        </message>
        <message>
            <source>margin {mm} mm: {n} findings are of another compartment</source>
            <translation>Saum {mm} mm: {n} Einzelbefunde gehören in ein anderes Kompartiment</translation>
        </message>
        <message>
            <source>margin {mm} mm: {n} findings are of another compartment, {m} without a distance stay</source>
            <translation>Saum {mm} mm: {n} Einzelbefunde gehören in ein anderes Kompartiment, {m} ohne Abstand bleiben</translation>
        </message>
        <message>
            <source>Mark a lesion</source>
            <translation>Läsion markieren</translation>
        </message>
        <message>
            <source>mark a lesion at the crosshair</source>
            <translation>Läsion am Fadenkreuz markieren</translation>
        </message>
        <message>
            <source>mark a lesion: click it, then press its label</source>
            <translation>Läsion markieren: anklicken, dann ihr Label drücken</translation>
        </message>
        <message>
            <source>Mark: click the lesion on the current visit; {key} leaves.</source>
            <translation>Markieren: Läsion auf der aktuellen Aufnahme anklicken; {key} bricht ab.</translation>
        </message>
        <message>
            <source>marked as confirmed on the scan of {day}</source>
            <translation>auf der Aufnahme vom {day} als bestätigt bezeichnet</translation>
        </message>
        <message>
            <source>mean days free, up to here</source>
            <translation>mittlere freie Tage, bis hier</translation>
        </message>
        <message>
            <source>mean · max</source>
            <translation>Mittel · max</translation>
        </message>
        <message>
            <source>measurable</source>
            <translation>messbar</translation>
        </message>
        <message>
            <source>measure the wall</source>
            <translation>Wand messen</translation>
        </message>
        <message>
            <source>Measuring agreement</source>
            <translation>Übereinstimmung wird berechnet</translation>
        </message>
        <message>
            <source>measuring …</source>
            <translation>wird gemessen …</translation>
        </message>
        <message>
            <source>median follow-up, days</source>
            <translation>mediane Nachbeobachtung, Tage</translation>
        </message>
        <message>
            <source>median, days</source>
            <translation>Median, Tage</translation>
        </message>
        <message>
            <source>melanoma</source>
            <translation>Melanom</translation>
        </message>
        <message>
            <source>Metastases</source>
            <translation>Metastasen</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Methode</translation>
        </message>
        <message>
            <source>methylprednisolone</source>
            <translation>Methylprednisolon</translation>
        </message>
        <message>
            <source>mg/day</source>
            <translation>mg/Tag</translation>
        </message>
        <message>
            <source>min</source>
            <translation>min</translation>
        </message>
        <message>
            <source>misc</source>
            <translation>sonstige Histologie</translation>
        </message>
        <message>
            <source>Missed scan</source>
            <translation>Versäumte Aufnahme</translation>
        </message>
        <message>
            <source>missed_scan rows for days on which the study holds a scan: {n}</source>
            <translation>Zeilen missed_scan für Tage, an denen die Studie eine Aufnahme enthält: {n}</translation>
        </message>
        <message>
            <source>mixed</source>
            <translation>gemischt</translation>
        </message>
        <message>
            <source>Months</source>
            <translation>Monate</translation>
        </message>
        <message>
            <source>Months from
surgery</source>
            <translation>Monate seit
Operation</translation>
        </message>
        <message>
            <source>Months since surgery</source>
            <translation>Monate seit der Operation</translation>
        </message>
        <message>
            <source>Months since the start of radiotherapy</source>
            <translation>Monate seit Beginn der Bestrahlung</translation>
        </message>
        <message>
            <source>More scheduled scans were missed in a row before it than the charter takes without a doubt.</source>
            <translation>Davor wurden mehr geplante Aufnahmen in Folge versäumt, als die Charta ohne Zweifel hinnimmt.</translation>
        </message>
        <message>
            <source>Move 0.1 mm (drag the picture)</source>
            <translation>Verschieben 0,1 mm (Bild ziehen)</translation>
        </message>
        <message>
            <source>moved by hand</source>
            <translation>von Hand verschoben</translation>
        </message>
        <message>
            <source>Moving the time point</source>
            <translation>Zeitpunkt wird verschoben</translation>
        </message>
        <message>
            <source>MRI</source>
            <translation>MRT</translation>
        </message>
        <message>
            <source>multiple</source>
            <translation>mehrere</translation>
        </message>
        <message>
            <source>multiple metastases</source>
            <translation>mehrere Metastasen</translation>
        </message>
        <message>
            <source>must be a date as YYYY-MM-DD</source>
            <translation>muss ein Datum sein: JJJJ-MM-TT</translation>
        </message>
        <message>
            <source>must be a short name like C1</source>
            <translation>muss ein kurzer Name sein wie C1</translation>
        </message>
        <message>
            <source>must be empty</source>
            <translation>muss leer sein</translation>
        </message>
        <message>
            <source>must be given</source>
            <translation>fehlt noch</translation>
        </message>
        <message>
            <source>must be plain text of at most 200 characters</source>
            <translation>muss einfacher Text von höchstens 200 Zeichen sein</translation>
        </message>
        <message>
            <source>must be {rule}</source>
            <translation>muss sein: {rule}</translation>
        </message>
        <message>
            <source>must name the source of R0 or R1</source>
            <translation>muss die Quelle von R0 oder R1 nennen</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Name a .tfm file in a folder that exists and that you may write to.</source>
            <translation>Nennen Sie eine .tfm-Datei in einem vorhandenen Ordner, in den Sie schreiben dürfen.</translation>
        </message>
        <message>
            <source>Name and password do not belong together</source>
            <translation>Name und Passwort gehören nicht zusammen</translation>
        </message>
        <message>
            <source>Name one with --roi.</source>
            <translation>Nennen Sie eines mit --roi.</translation>
        </message>
        <message>
            <source>narrow: faint enhancement</source>
            <translation>eng: schwache Anreicherung</translation>
        </message>
        <message>
            <source>native by the description</source>
            <translation>nativ laut Beschreibung</translation>
        </message>
        <message>
            <source>NE  brain: not evaluable (reason needed)</source>
            <translation>NE  Gehirn: nicht beurteilbar (Grund nötig)</translation>
        </message>
        <message>
            <source>NE  cavity: not evaluable (reason needed)</source>
            <translation>NE  Höhle: nicht beurteilbar (Grund nötig)</translation>
        </message>
        <message>
            <source>NE needs a reason.</source>
            <translation>NE braucht einen Grund.</translation>
        </message>
        <message>
            <source>necrosis</source>
            <translation>Nekrose</translation>
        </message>
        <message>
            <source>NED  brain: no evidence of disease</source>
            <translation>NED  Gehirn: kein Tumornachweis</translation>
        </message>
        <message>
            <source>NED  cavity: no evidence of disease</source>
            <translation>NED  Höhle: kein Tumornachweis</translation>
        </message>
        <message>
            <source>NED everywhere: each cavity and the brain</source>
            <translation>NED überall: jede Höhle und das Gehirn</translation>
        </message>
        <message>
            <source>negative</source>
            <translation>negativ</translation>
        </message>
        <message>
            <source>neither</source>
            <translation>keiner</translation>
        </message>
        <message>
            <source>Neither description nor header tells the weighting</source>
            <translation>Weder Beschreibung noch Kopfdaten nennen die Wichtung</translation>
        </message>
        <message>
            <source>neurological</source>
            <translation>neurologisch</translation>
        </message>
        <message>
            <source>Neurological symptoms</source>
            <translation>Neurologische Symptome</translation>
        </message>
        <message>
            <source>new</source>
            <translation>neu</translation>
        </message>
        <message>
            <source>New cavity</source>
            <translation>Neue Höhle</translation>
        </message>
        <message>
            <source>New study …</source>
            <translation>Neue Studie …</translation>
        </message>
        <message>
            <source>New study: an empty folder</source>
            <translation>Neue Studie: ein leerer Ordner</translation>
        </message>
        <message>
            <source>New subject …</source>
            <translation>Neuer Patient …</translation>
        </message>
        <message>
            <source>NEXT</source>
            <translation>ALS NÄCHSTES</translation>
        </message>
        <message>
            <source>next slice towards the feet</source>
            <translation>nächste Schicht fußwärts</translation>
        </message>
        <message>
            <source>next slice towards the feet (wheel)</source>
            <translation>nächste Schicht fußwärts (Rad)</translation>
        </message>
        <message>
            <source>next slice towards the head (wheel)</source>
            <translation>nächste Schicht kopfwärts (Rad)</translation>
        </message>
        <message>
            <source>next slice towards the head (wheel: of the view)</source>
            <translation>nächste Schicht kopfwärts (Rad: der Ansicht)</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>No case is assigned to you yet. The coordinator assigns them; then look again.</source>
            <translation>Ihnen ist noch kein Fall zugeteilt. Das tut der Koordinator; sehen Sie dann erneut nach.</translation>
        </message>
        <message>
            <source>No case is open</source>
            <translation>Kein Fall ist geöffnet</translation>
        </message>
        <message>
            <source>no cavity drawn</source>
            <translation>keine Höhle gezeichnet</translation>
        </message>
        <message>
            <source>No cavity was drawn in this case: only the brain can be labelled. Ask the coordinator to draw it first.</source>
            <translation>In diesem Fall ist keine Höhle eingezeichnet: nur das Gehirn kann ein Label erhalten. Die Koordination bitten, sie zuerst einzuzeichnen.</translation>
        </message>
        <message>
            <source>no change</source>
            <translation>keine Änderung</translation>
        </message>
        <message>
            <source>No cine: it needs two time points whose registration is trusted</source>
            <translation>Kein Kino: es braucht zwei Zeitpunkte mit verlässlicher Registrierung</translation>
        </message>
        <message>
            <source>No comparison: the registration is not trusted</source>
            <translation>Kein Vergleich: die Registrierung ist nicht verlässlich</translation>
        </message>
        <message>
            <source>No comparison: this is the baseline itself</source>
            <translation>Kein Vergleich: dies ist das Ausgangsaufnahme selbst</translation>
        </message>
        <message>
            <source>no contour</source>
            <translation>kein Umriss</translation>
        </message>
        <message>
            <source>No coordinator has an account yet: anyone at this computer can see names. Add one first.</source>
            <translation>Noch hat kein Koordinator ein Konto: Alle an diesem Rechner sehen Namen. Legen Sie zuerst eines an.</translation>
        </message>
        <message>
            <source>no evaluable scan since the origin</source>
            <translation>keine beurteilbare Aufnahme seit dem Ursprung</translation>
        </message>
        <message>
            <source>no evaluable scan since the origin; then died</source>
            <translation>keine beurteilbare Aufnahme seit dem Ursprung; dann verstorben</translation>
        </message>
        <message>
            <source>no evaluable scan since the origin; then new radiotherapy</source>
            <translation>keine beurteilbare Aufnahme seit dem Ursprung; dann neue Bestrahlung</translation>
        </message>
        <message>
            <source>no evaluable scan since the origin; then re-operated</source>
            <translation>keine beurteilbare Aufnahme seit dem Ursprung; dann reoperiert</translation>
        </message>
        <message>
            <source>No event so far: the curves stay level, and there is nothing to compare.</source>
            <translation>Bisher kein Ereignis: Die Kurven bleiben flach, und es gibt nichts zu vergleichen.</translation>
        </message>
        <message>
            <source>no event, then death; censored on {day}, day {n}</source>
            <translation>kein Ereignis, dann Tod; zensiert am {day}, Tag {n}</translation>
        </message>
        <message>
            <source>No event: {reason}.</source>
            <translation>Kein Ereignis: {reason}.</translation>
        </message>
        <message>
            <source>no evidence of disease</source>
            <translation>kein Tumornachweis</translation>
        </message>
        <message>
            <source>no head can be made out in {which}</source>
            <translation>in {which} ist kein Kopf zu erkennen</translation>
        </message>
        <message>
            <source>No last contact is recorded: the latest dated fact of the patient is taken.</source>
            <translation>Kein letzter Kontakt ist verzeichnet: Die jüngste datierte Angabe des Patienten gilt.</translation>
        </message>
        <message>
            <source>no later evaluable scan after {days} days</source>
            <translation>keine spätere beurteilbare Aufnahme nach {days} Tagen</translation>
        </message>
        <message>
            <source>No lesion is marked at this time point.</source>
            <translation>An diesem Zeitpunkt ist keine Läsion markiert.</translation>
        </message>
        <message>
            <source>No lesion was marked at this time point.</source>
            <translation>An diesem Zeitpunkt wurde keine Läsion markiert.</translation>
        </message>
        <message>
            <source>No MR image was found ({files} files looked at)</source>
            <translation>Kein MR-Bild gefunden ({files} Dateien angesehen)</translation>
        </message>
        <message>
            <source>no place marked</source>
            <translation>kein Ort markiert</translation>
        </message>
        <message>
            <source>no prior cerebral irradiation</source>
            <translation>nicht vorher am Hirn bestrahlt</translation>
        </message>
        <message>
            <source>No read is signed yet. Once readers have signed their reads, curves and tables stand here.</source>
            <translation>Noch ist keine Befundung signiert. Sobald Befunder ihre Befundungen signiert haben, stehen hier Kurven und Tabellen.</translation>
        </message>
        <message>
            <source>no reader</source>
            <translation>ohne Befunder</translation>
        </message>
        <message>
            <source>No row of the events file that could be followed is about the endpoint, unit and subgroup asked for</source>
            <translation>Keine verfolgbare Zeile der Ereignisdatei betrifft Endpunkt, Einheit und Untergruppe, die verlangt sind</translation>
        </message>
        <message>
            <source>No scheduler can be reached at the address given with --scheduler</source>
            <translation>Unter der mit --scheduler angegebenen Adresse antwortet kein Scheduler</translation>
        </message>
        <message>
            <source>No series of {date} is known to be contrast-enhanced; the best T1 was taken</source>
            <translation>Von keiner Serie vom {date} ist bekannt, dass sie kontrastverstärkt ist; die beste T1 wurde genommen</translation>
        </message>
        <message>
            <source>No series of {date} is known to be T1-weighted; the best volume was taken</source>
            <translation>Von keiner Serie vom {date} ist bekannt, dass sie T1-gewichtet ist; das beste Volumen wurde genommen</translation>
        </message>
        <message>
            <source>No subtraction: the registration is not trusted</source>
            <translation>Keine Subtraktion: Der Registrierung ist nicht zu trauen</translation>
        </message>
        <message>
            <source>No subtraction: the time point is not registered</source>
            <translation>Keine Subtraktion: Der Zeitpunkt ist nicht registriert</translation>
        </message>
        <message>
            <source>no surgery date</source>
            <translation>kein Operationsdatum</translation>
        </message>
        <message>
            <source>No systemic staging is recorded: the row follows the brain MRI alone.</source>
            <translation>Kein systemisches Staging ist verzeichnet: Die Zeile folgt allein dem Hirn-MRT.</translation>
        </message>
        <message>
            <source>No time point was read twice: there is nothing to compare. Assign the cases to a second reader.</source>
            <translation>Kein Zeitpunkt wurde zweimal befundet: Es gibt nichts zu vergleichen. Weisen Sie die Fälle einem zweiten Befunder zu.</translation>
        </message>
        <message>
            <source>no whole-brain radiotherapy up to last contact</source>
            <translation>keine Ganzhirnbestrahlung bis zum letzten Kontakt</translation>
        </message>
        <message>
            <source>no whole-brain radiotherapy; then died</source>
            <translation>keine Ganzhirnbestrahlung; dann verstorben</translation>
        </message>
        <message>
            <source>no {what} up to the last evaluable scan</source>
            <translation>keine {what} bis zur letzten beurteilbaren Aufnahme</translation>
        </message>
        <message>
            <source>no {what} up to the last evaluable scan; then died</source>
            <translation>keine {what} bis zur letzten beurteilbaren Aufnahme; dann verstorben</translation>
        </message>
        <message>
            <source>no {what} up to the last evaluable scan; then new radiotherapy</source>
            <translation>keine {what} bis zur letzten beurteilbaren Aufnahme; dann neue Bestrahlung</translation>
        </message>
        <message>
            <source>no {what} up to the last evaluable scan; then re-operated</source>
            <translation>keine {what} bis zur letzten beurteilbaren Aufnahme; dann reoperiert</translation>
        </message>
        <message>
            <source>no {what} up to the last systemic staging</source>
            <translation>keine {what} bis zum letzten systemischen Staging</translation>
        </message>
        <message>
            <source>no {what} up to the last systemic staging; then died</source>
            <translation>keine {what} bis zum letzten systemischen Staging; dann verstorben</translation>
        </message>
        <message>
            <source>no {what} up to the last systemic staging; then new radiotherapy</source>
            <translation>keine {what} bis zum letzten systemischen Staging; dann neue Bestrahlung</translation>
        </message>
        <message>
            <source>no {what} up to the re-operation of the cavity</source>
            <translation>keine {what} bis zur Reoperation der Höhle</translation>
        </message>
        <message>
            <source>Nobody is in this selection, or nobody of it has a date of surgery. Choose other patients on the left, or complete the clinical table.</source>
            <translation>Niemand gehört zu dieser Auswahl, oder niemand davon hat ein Operationsdatum. Wählen Sie links andere Patienten, oder vervollständigen Sie die klinische Tabelle.</translation>
        </message>
        <message>
            <source>Nobody of this selection has an arm in the clinical table, so that there are no groups to compare. Show all together, or complete the table.</source>
            <translation>Niemand dieser Auswahl hat in der klinischen Tabelle einen Arm; es gibt keine Gruppen zu vergleichen. Zeigen Sie alle zusammen, oder vervollständigen Sie die Tabelle.</translation>
        </message>
        <message>
            <source>Nobody stands in another arm: there is nothing to compare.</source>
            <translation>Niemand steht in einem anderen Arm: Es gibt nichts zu vergleichen.</translation>
        </message>
        <message>
            <source>Nod</source>
            <translation>Nicken</translation>
        </message>
        <message>
            <source>nod</source>
            <translation>nicken</translation>
        </message>
        <message>
            <source>nod the other way</source>
            <translation>andersherum nicken</translation>
        </message>
        <message>
            <source>Non-resected metastases</source>
            <translation>Nicht resezierte Metastasen</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>noch keine</translation>
        </message>
        <message>
            <source>not counted, for it was over before</source>
            <translation>nicht gezählt, da schon vorher zu Ende</translation>
        </message>
        <message>
            <source>not estimable</source>
            <translation>nicht schätzbar</translation>
        </message>
        <message>
            <source>not evaluable</source>
            <translation>nicht beurteilbar</translation>
        </message>
        <message>
            <source>not measurable</source>
            <translation>nicht messbar</translation>
        </message>
        <message>
            <source>not measured: no cavity is drawn</source>
            <translation>nicht gemessen: keine Höhle gezeichnet</translation>
        </message>
        <message>
            <source>not measured: not registered</source>
            <translation>nicht gemessen: nicht registriert</translation>
        </message>
        <message>
            <source>not measured: the registration is not trusted</source>
            <translation>nicht gemessen: Registrierung nicht verlässlich</translation>
        </message>
        <message>
            <source>not measured: the wall is not on the scan</source>
            <translation>nicht gemessen: die Wand liegt nicht im Bild</translation>
        </message>
        <message>
            <source>not registered</source>
            <translation>nicht registriert</translation>
        </message>
        <message>
            <source>not saved yet</source>
            <translation>noch nicht gespeichert</translation>
        </message>
        <message>
            <source>not seen again {days} days later or more</source>
            <translation>{days} Tage später oder danach nicht erneut gesehen</translation>
        </message>
        <message>
            <source>not trusted</source>
            <translation>nicht verlässlich</translation>
        </message>
        <message>
            <source>nothing drawn</source>
            <translation>nichts gezeichnet</translation>
        </message>
        <message>
            <source>Nothing enhances at this place</source>
            <translation>An dieser Stelle reichert nichts an</translation>
        </message>
        <message>
            <source>Nothing is drawn yet: choose Grow and click into the cavity.</source>
            <translation>Noch ist nichts gezeichnet: Wählen Sie Füllen und klicken Sie in die Höhle.</translation>
        </message>
        <message>
            <source>Nothing is filled in yet.</source>
            <translation>Noch ist nichts eingetragen.</translation>
        </message>
        <message>
            <source>Nothing needs to be done if the MR series are complete.</source>
            <translation>Nichts zu tun, wenn die MR-Serien vollständig sind.</translation>
        </message>
        <message>
            <source>Nothing needs to be done if they are not scans.</source>
            <translation>Nichts zu tun, wenn es keine Aufnahmen sind.</translation>
        </message>
        <message>
            <source>nothing said</source>
            <translation>nichts gesagt</translation>
        </message>
        <message>
            <source>nothing says that contrast agent was given</source>
            <translation>nichts sagt, dass Kontrastmittel gegeben wurde</translation>
        </message>
        <message>
            <source>Nothing was added twice.</source>
            <translation>Nichts wurde doppelt aufgenommen.</translation>
        </message>
        <message>
            <source>Nothing was imported, and the study is as it was. The line above says why, and what to do.</source>
            <translation>Nichts wurde importiert, die Studie ist wie zuvor. Die Zeile oben sagt, warum, und was zu tun ist.</translation>
        </message>
        <message>
            <source>Nothing was saved: {state}. {kind}: {fault}</source>
            <translation>Nichts wurde gespeichert: {state}. {kind}: {fault}</translation>
        </message>
        <message>
            <source>NUDGE</source>
            <translation>VERSCHIEBEN</translation>
        </message>
        <message>
            <source>Nudge it, run it again from here, or reject it.</source>
            <translation>Verschieben Sie sie, rechnen Sie von hier erneut oder verwerfen Sie sie.</translation>
        </message>
        <message>
            <source>nudged by hand</source>
            <translation>von Hand verschoben</translation>
        </message>
        <message>
            <source>number</source>
            <translation>Anzahl</translation>
        </message>
        <message>
            <source>Number at risk</source>
            <translation>Unter Risiko</translation>
        </message>
        <message>
            <source>Number of brain metastases</source>
            <translation>Zahl der Hirnmetastasen</translation>
        </message>
        <message>
            <source>number of brain metastases at the index surgery: a subgroup; follows from “Number of brain metastases” where that is given</source>
            <translation>Zahl der Hirnmetastasen bei der Indexoperation: eine Untergruppe; folgt aus „Zahl der Hirnmetastasen“, wo sie angegeben ist</translation>
        </message>
        <message>
            <source>number of fractions</source>
            <translation>Zahl der Fraktionen</translation>
        </message>
        <message>
            <source>of the spherical applicator</source>
            <translation>des kugelförmigen Applikators</translation>
        </message>
        <message>
            <source>of the X-ray source</source>
            <translation>der Röntgenquelle</translation>
        </message>
        <message>
            <source>of those at the index surgery</source>
            <translation>von denen bei der Indexoperation</translation>
        </message>
        <message>
            <source>Of time point and label; limits from draws of patients. Rare labels make kappa small: read it beside positive and negative agreement and AC1. Adjudicated labels are never in it.</source>
            <translation>Je Zeitpunkt und Befund; Grenzen aus Ziehungen von Patienten. Seltene Befunde machen Kappa klein: Lesen Sie es neben positiver und negativer Übereinstimmung und AC1. Adjudizierte Befunde sind nie darin.</translation>
        </message>
        <message>
            <source>on the last MRI, {last}; no scan was controlled since {first}, then {what}</source>
            <translation>auf dem letzten MRT, {last}; keine Aufnahme war kontrolliert seit {first}, damals {what}</translation>
        </message>
        <message>
            <source>one apart</source>
            <translation>eine daneben</translation>
        </message>
        <message>
            <source>one large picture ({plane}: its plane)</source>
            <translation>ein großes Bild ({plane}: seine Ebene)</translation>
        </message>
        <message>
            <source>one scan explains only {share} of the other, as with another person's head or noise</source>
            <translation>eine Aufnahme erklärt nur {share} der anderen, wie beim Kopf einer anderen Person oder bei Rauschen</translation>
        </message>
        <message>
            <source>only 1st</source>
            <translation>nur 1.</translation>
        </message>
        <message>
            <source>only 2nd</source>
            <translation>nur 2.</translation>
        </message>
        <message>
            <source>onset of symptomatic radionecrosis</source>
            <translation>Beginn einer symptomatischen Radionekrose</translation>
        </message>
        <message>
            <source>onset of symptoms of radionecrosis</source>
            <translation>Beginn von Symptomen der Radionekrose</translation>
        </message>
        <message>
            <source>onset of symptoms of radionecrosis at the cavity</source>
            <translation>Beginn von Symptomen einer Radionekrose an der Höhle</translation>
        </message>
        <message>
            <source>onset of the symptoms</source>
            <translation>Beginn der Symptome</translation>
        </message>
        <message>
            <source>open</source>
            <translation>offen</translation>
        </message>
        <message>
            <source>Open a study …</source>
            <translation>Studie öffnen …</translation>
        </message>
        <message>
            <source>Open a study: the folder that holds study.toml</source>
            <translation>Studie öffnen: der Ordner mit study.toml</translation>
        </message>
        <message>
            <source>Open another study</source>
            <translation>Eine andere Studie öffnen</translation>
        </message>
        <message>
            <source>Open case     Enter</source>
            <translation>Fall öffnen     Eingabe</translation>
        </message>
        <message>
            <source>Open case, draw cavity</source>
            <translation>Fall öffnen, Höhle zeichnen</translation>
        </message>
        <message>
            <source>Open each case and draw its cavity on the baseline scan.</source>
            <translation>Öffnen Sie jeden Fall und zeichnen Sie seine Höhle auf der Ausgangsaufnahme.</translation>
        </message>
        <message>
            <source>Open it with that version.</source>
            <translation>Öffnen Sie sie mit jener Version.</translation>
        </message>
        <message>
            <source>Open the case again from the worklist.</source>
            <translation>Öffnen Sie den Fall erneut aus der Arbeitsliste.</translation>
        </message>
        <message>
            <source>Open the case again, so that its scans are resampled for the screen.</source>
            <translation>Öffnen Sie den Fall erneut, damit seine Aufnahmen für den Bildschirm umgerechnet werden.</translation>
        </message>
        <message>
            <source>Open the chosen case</source>
            <translation>Gewählten Fall öffnen</translation>
        </message>
        <message>
            <source>Open the recent study {name}</source>
            <translation>Letzte Studie {name} öffnen</translation>
        </message>
        <message>
            <source>Open the study with that version.</source>
            <translation>Öffnen Sie die Studie mit jener Version.</translation>
        </message>
        <message>
            <source>Open the study with the newer RimRead that wrote it.</source>
            <translation>Öffnen Sie die Studie mit dem neueren RimRead, das sie geschrieben hat.</translation>
        </message>
        <message>
            <source>Open the visit behind the date</source>
            <translation>Den Zeitpunkt hinter dem Datum öffnen</translation>
        </message>
        <message>
            <source>open the visit behind the date</source>
            <translation>den Zeitpunkt hinter dem Datum öffnen</translation>
        </message>
        <message>
            <source>Open this visit</source>
            <translation>Diesen Zeitpunkt öffnen</translation>
        </message>
        <message>
            <source>Opening the case</source>
            <translation>Fall wird geöffnet</translation>
        </message>
        <message>
            <source>Opening the next time point</source>
            <translation>Nächster Zeitpunkt wird geöffnet</translation>
        </message>
        <message>
            <source>Opening the study</source>
            <translation>Studie wird geöffnet</translation>
        </message>
        <message>
            <source>operated on {day}</source>
            <translation>operiert am {day}</translation>
        </message>
        <message>
            <source>Operating time</source>
            <translation>Operationszeit</translation>
        </message>
        <message>
            <source>opposite</source>
            <translation>gegensätzlich</translation>
        </message>
        <message>
            <source>optic tract</source>
            <translation>Sehbahn</translation>
        </message>
        <message>
            <source>Organ</source>
            <translation>Organ</translation>
        </message>
        <message>
            <source>Origin</source>
            <translation>Herkunft</translation>
        </message>
        <message>
            <source>other</source>
            <translation>anderes</translation>
        </message>
        <message>
            <source>other NSCLC</source>
            <translation>anderes NSCLC</translation>
        </message>
        <message>
            <source>Others added to the ledger meanwhile</source>
            <translation>Andere haben inzwischen in das Protokoll geschrieben</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Ausgang</translation>
        </message>
        <message>
            <source>Outcomes</source>
            <translation>Ergebnisse</translation>
        </message>
        <message>
            <source>Outcomes by arm</source>
            <translation>Ergebnisse je Arm</translation>
        </message>
        <message>
            <source>Outcomes: curves, tables, dates</source>
            <translation>Ergebnisse: Kurven, Tabellen</translation>
        </message>
        <message>
            <source>outline</source>
            <translation>Umriss</translation>
        </message>
        <message>
            <source>Outlines</source>
            <translation>Umrisse</translation>
        </message>
        <message>
            <source>outlines filled / as lines</source>
            <translation>Umrisse gefüllt / als Linien</translation>
        </message>
        <message>
            <source>outlines fit but what lies inside does not (correlation of detail {detail}, explained {share}), as with a mirrored head</source>
            <translation>Umrisse passen, das Innere aber nicht (Korrelation der Details {detail}, erklärt {share}), wie bei einem gespiegelten Kopf</translation>
        </message>
        <message>
            <source>Outlining</source>
            <translation>Umriss wird gesucht</translation>
        </message>
        <message>
            <source>outside the {mm:g} mm margin</source>
            <translation>außerhalb des {mm:g}-mm-Saums</translation>
        </message>
        <message>
            <source>ovarian</source>
            <translation>Ovar</translation>
        </message>
        <message>
            <source>Overall survival</source>
            <translation>Gesamtüberleben</translation>
        </message>
        <message>
            <source>overlaps row {n}</source>
            <translation>überschneidet sich mit Zeile {n}</translation>
        </message>
        <message>
            <source>p (Gray)</source>
            <translation>p (Gray)</translation>
        </message>
        <message>
            <source>p (log-rank)</source>
            <translation>p (Log-Rank)</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>Seite</translation>
        </message>
        <message>
            <source>Page ↑</source>
            <translation>Bild ↑</translation>
        </message>
        <message>
            <source>Page ↓</source>
            <translation>Bild ↓</translation>
        </message>
        <message>
            <source>Paint into the cavity; Shift+wheel changes the brush</source>
            <translation>In die Höhle malen; Umschalt+Rad ändert den Pinsel</translation>
        </message>
        <message>
            <source>Part of the mask lies outside the scan</source>
            <translation>Ein Teil der Maske liegt außerhalb der Aufnahme</translation>
        </message>
        <message>
            <source>Part read twice (0 to 1)</source>
            <translation>Zweimal befundeter Anteil (0 bis 1)</translation>
        </message>
        <message>
            <source>parts of the head would each lie {mm} mm elsewhere, as with another person's head</source>
            <translation>Teile des Kopfes lägen je {mm} mm anderswo, wie beim Kopf einer anderen Person</translation>
        </message>
        <message>
            <source>Pass</source>
            <translation>Bestätigen</translation>
        </message>
        <message>
            <source>pass the registration as it is</source>
            <translation>die Registrierung bestätigen, wie sie ist</translation>
        </message>
        <message>
            <source>passed</source>
            <translation>bestätigt</translation>
        </message>
        <message>
            <source>Passing</source>
            <translation>Wird bestätigt</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>Password again</source>
            <translation>Passwort wiederholen</translation>
        </message>
        <message>
            <source>Patient</source>
            <translation>Patient</translation>
        </message>
        <message>
            <source>patients</source>
            <translation>Patienten</translation>
        </message>
        <message>
            <source>Pattern</source>
            <translation>Muster</translation>
        </message>
        <message>
            <source>PDF reports: one for each case, one for the study (folder report)</source>
            <translation>PDF-Berichte: einer je Fall, einer zur Studie (Ordner report)</translation>
        </message>
        <message>
            <source>perfusion</source>
            <translation>Perfusion</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Pictures of the case</source>
            <translation>Bilder des Falls</translation>
        </message>
        <message>
            <source>Pixels</source>
            <translation>Pixel</translation>
        </message>
        <message>
            <source>plain proportion, controlled at the end</source>
            <translation>einfacher Anteil, am Ende kontrolliert</translation>
        </message>
        <message>
            <source>planning target volume</source>
            <translation>Planungszielvolumen</translation>
        </message>
        <message>
            <source>Please report this line.</source>
            <translation>Bitte melden Sie diese Zeile.</translation>
        </message>
        <message>
            <source>PNG (*.png)</source>
            <translation>PNG (*.png)</translation>
        </message>
        <message>
            <source>positive</source>
            <translation>positiv</translation>
        </message>
        <message>
            <source>possible</source>
            <translation>möglich</translation>
        </message>
        <message>
            <source>Post − pre contrast</source>
            <translation>Nach − vor Kontrastmittel</translation>
        </message>
        <message>
            <source>post − pre contrast here / since the baseline</source>
            <translation>nach − vor Kontrastmittel hier / seit der Ausgangsaufnahme</translation>
        </message>
        <message>
            <source>post-IORT enhancement</source>
            <translation>Anreicherung nach IORT</translation>
        </message>
        <message>
            <source>pre-existing</source>
            <translation>vorbestehend</translation>
        </message>
        <message>
            <source>pre-op</source>
            <translation>prä-op</translation>
        </message>
        <message>
            <source>prednisolone</source>
            <translation>Prednisolon</translation>
        </message>
        <message>
            <source>prednisone</source>
            <translation>Prednison</translation>
        </message>
        <message>
            <source>preferred to {n} like it for {advantage}</source>
            <translation>{n} gleichen vorgezogen: {advantage}</translation>
        </message>
        <message>
            <source>prescribed dose of one fraction</source>
            <translation>verordnete Dosis einer Fraktion</translation>
        </message>
        <message>
            <source>Press a key's button, then the new key.</source>
            <translation>Schaltfläche der Taste drücken, dann die neue Taste.</translation>
        </message>
        <message>
            <source>Press another key, or give that command another one first.</source>
            <translation>Drücken Sie eine andere Taste oder geben Sie jenem Befehl zuerst eine andere.</translation>
        </message>
        <message>
            <source>Press another key.</source>
            <translation>Drücken Sie eine andere Taste.</translation>
        </message>
        <message>
            <source>Press the key …</source>
            <translation>Taste drücken …</translation>
        </message>
        <message>
            <source>Press {keys} or {last}.</source>
            <translation>Drücken Sie {keys} oder {last}.</translation>
        </message>
        <message>
            <source>primary tumour</source>
            <translation>Primärtumor</translation>
        </message>
        <message>
            <source>Prior irradiation of the brain</source>
            <translation>Frühere Bestrahlung des Gehirns</translation>
        </message>
        <message>
            <source>Prior irradiation of the treated area</source>
            <translation>Frühere Bestrahlung des behandelten Gebiets</translation>
        </message>
        <message>
            <source>probable</source>
            <translation>wahrscheinlich</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Proposed: {ml:.1f} ml. Correct it with brush and eraser, then save.</source>
            <translation>Vorschlag: {ml:.1f} ml. Mit Pinsel und Radierer korrigieren, dann speichern.</translation>
        </message>
        <message>
            <source>provisional</source>
            <translation>vorläufig</translation>
        </message>
        <message>
            <source>PTV</source>
            <translation>PTV</translation>
        </message>
        <message>
            <source>PTV margin</source>
            <translation>PTV-Saum</translation>
        </message>
        <message>
            <source>Put it on a local disk; PostgreSQL, in a later version, is for several workstations.</source>
            <translation>Legen Sie sie auf eine lokale Platte; PostgreSQL, in einer späteren Version, ist für mehrere Arbeitsplätze.</translation>
        </message>
        <message>
            <source>Qualifier</source>
            <translation>Zusatz</translation>
        </message>
        <message>
            <source>QUESTION</source>
            <translation>FRAGE</translation>
        </message>
        <message>
            <source>Question</source>
            <translation>Frage</translation>
        </message>
        <message>
            <source>R script that computes and draws every survival figure from events.csv</source>
            <translation>R-Skript, das jede Überlebenskurve und -kennzahl aus events.csv berechnet und zeichnet</translation>
        </message>
        <message>
            <source>Radionecrosis</source>
            <translation>Radionekrose</translation>
        </message>
        <message>
            <source>radionecrosis</source>
            <translation>Radionekrose</translation>
        </message>
        <message>
            <source>Radionecrosis, no prior cerebral irradiation</source>
            <translation>Radionekrose, nicht vorher am Hirn bestrahlt</translation>
        </message>
        <message>
            <source>Radiotherapy</source>
            <translation>Bestrahlung</translation>
        </message>
        <message>
            <source>radiotherapy</source>
            <translation>Strahlentherapie</translation>
        </message>
        <message>
            <source>Radius of the brush, mm</source>
            <translation>Radius des Pinsels, mm</translation>
        </message>
        <message>
            <source>raw</source>
            <translation>roh</translation>
        </message>
        <message>
            <source>RBE</source>
            <translation>RBW</translation>
        </message>
        <message>
            <source>RCC</source>
            <translation>Nierenzellkarzinom</translation>
        </message>
        <message>
            <source>Re-operation</source>
            <translation>Erneute Operation</translation>
        </message>
        <message>
            <source>re-operation ends the cavity's follow-up</source>
            <translation>die Re-Operation beendet die Nachsorge der Höhle</translation>
        </message>
        <message>
            <source>re-operation of the cavity, with its histology</source>
            <translation>erneute Operation der Höhle, mit ihrer Histologie</translation>
        </message>
        <message>
            <source>reaches {mm:.1f} mm into {cavity}</source>
            <translation>reicht {mm:.1f} mm in das Innere {cavity}</translation>
        </message>
        <message>
            <source>read</source>
            <translation>Befundung</translation>
        </message>
        <message>
            <source>Read another case now.</source>
            <translation>Befunden Sie jetzt einen anderen Fall.</translation>
        </message>
        <message>
            <source>Read number {read_number}, in the order of rimread reads export, holds a scan made {days_after} days after the recorded death</source>
            <translation>Befundung Nummer {read_number}, in der Reihenfolge von rimread reads export, enthält eine Aufnahme {days_after} Tage nach dem verzeichneten Tod</translation>
        </message>
        <message>
            <source>Read {read_number} of the file cannot be taken, nothing was taken: {fault}</source>
            <translation>Befundung {read_number} der Datei kann nicht übernommen werden, nichts wurde übernommen: {fault}</translation>
        </message>
        <message>
            <source>Read {read_number} of the file contradicts another read of the same id; nothing was taken</source>
            <translation>Befundung {read_number} der Datei widerspricht einer anderen mit gleicher Kennung; nichts wurde übernommen</translation>
        </message>
        <message>
            <source>Read {read_number} of the file dates a visit differently from this study; nothing was taken</source>
            <translation>Befundung {read_number} der Datei datiert einen Zeitpunkt anders als diese Studie; nichts wurde übernommen</translation>
        </message>
        <message>
            <source>reader</source>
            <translation>Befunder</translation>
        </message>
        <message>
            <source>reader {name}</source>
            <translation>Befunder {name}</translation>
        </message>
        <message>
            <source>READERS</source>
            <translation>BEFUNDER</translation>
        </message>
        <message>
            <source>readers</source>
            <translation>Befunder</translation>
        </message>
        <message>
            <source>Readers can sign in.</source>
            <translation>Die Befunder können sich anmelden.</translation>
        </message>
        <message>
            <source>Readers see cases under codes only, statisticians the outcomes; coordinators see everything.</source>
            <translation>Befunder sehen Fälle nur unter Kennungen, Statistiker die Ergebnisse; Koordinatoren sehen alles.</translation>
        </message>
        <message>
            <source>reading</source>
            <translation>wird gelesen</translation>
        </message>
        <message>
            <source>Reading took longer than {seconds:.0f} s and was stopped</source>
            <translation>Das Lesen dauerte länger als {seconds:.0f} s und wurde beendet</translation>
        </message>
        <message>
            <source>reads in which a visit says nothing of a cavity that an earlier one labelled: {count}</source>
            <translation>Befundungen, in denen ein Zeitpunkt nichts über eine früher befundete Höhle sagt: {count}</translation>
        </message>
        <message>
            <source>Reads serial MRI after brain-metastasis surgery and cavity irradiation: what happened at the rim of the cavity, when, and how sure are we? Research software; no medical device.</source>
            <translation>Befundet serielle MRT nach Operation von Hirnmetastasen und Bestrahlung der Resektionshöhle: Was geschah am Rand der Höhle, wann, und wie sicher sind wir? Forschungssoftware; kein Medizinprodukt.</translation>
        </message>
        <message>
            <source>reads signed under another charter than the one applied here: {count}</source>
            <translation>Befundungen, die unter anderen Studienregeln als den hier angewandten signiert wurden: {count}</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Reason for rejecting</source>
            <translation>Grund des Verwerfens</translation>
        </message>
        <message>
            <source>Reason for the change</source>
            <translation>Grund der Änderung</translation>
        </message>
        <message>
            <source>RECENT STUDIES</source>
            <translation>LETZTE STUDIEN</translation>
        </message>
        <message>
            <source>recursive partitioning analysis class</source>
            <translation>Klasse der Recursive Partitioning Analysis</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <source>redo</source>
            <translation>wiederholen</translation>
        </message>
        <message>
            <source>reduce</source>
            <translation>verkleinern</translation>
        </message>
        <message>
            <source>regional progression</source>
            <translation>regionale Progression</translation>
        </message>
        <message>
            <source>regional progression or death</source>
            <translation>regionaler Progress oder Tod</translation>
        </message>
        <message>
            <source>Register again: the error is to be estimated at the cavities drawn since.</source>
            <translation>Registrieren Sie erneut: Der Fehler ist an den inzwischen gezeichneten Höhlen zu schätzen.</translation>
        </message>
        <message>
            <source>Register every visit to its baseline scan.</source>
            <translation>Registrieren Sie jeden Zeitpunkt auf seine Ausgangsaufnahme.</translation>
        </message>
        <message>
            <source>Register them first, or give the file that belongs to this scan.</source>
            <translation>Registrieren Sie sie zuerst oder geben Sie die Datei an, die zu dieser Aufnahme gehört.</translation>
        </message>
        <message>
            <source>Register what is missing</source>
            <translation>Fehlende registrieren</translation>
        </message>
        <message>
            <source>registered</source>
            <translation>registriert</translation>
        </message>
        <message>
            <source>Registering</source>
            <translation>Wird registriert</translation>
        </message>
        <message>
            <source>registering</source>
            <translation>wird registriert</translation>
        </message>
        <message>
            <source>registering visit {n} of {all}</source>
            <translation>Zeitpunkt {n} von {all} wird registriert</translation>
        </message>
        <message>
            <source>REGISTRATION</source>
            <translation>REGISTRIERUNG</translation>
        </message>
        <message>
            <source>Registration</source>
            <translation>Registrierung</translation>
        </message>
        <message>
            <source>registration</source>
            <translation>Registrierung</translation>
        </message>
        <message>
            <source>Registration kept as nudged: estimated error within {mm:.1f} mm.</source>
            <translation>Verschobene Registrierung übernommen: geschätzter Fehler höchstens {mm:.1f} mm.</translation>
        </message>
        <message>
            <source>Registration kept as run again: estimated error within {mm:.1f} mm.</source>
            <translation>Erneut berechnete Registrierung übernommen: geschätzter Fehler höchstens {mm:.1f} mm.</translation>
        </message>
        <message>
            <source>registration not trusted</source>
            <translation>Registrierung nicht verlässlich</translation>
        </message>
        <message>
            <source>Registration passed: estimated error within {mm:.1f} mm.</source>
            <translation>Registrierung bestätigt: geschätzter Fehler höchstens {mm:.1f} mm.</translation>
        </message>
        <message>
            <source>Registration to baseline</source>
            <translation>Registrierung zur Ausgangsaufnahme</translation>
        </message>
        <message>
            <source>Registration {reason}. Distances are switched off.</source>
            <translation>Registrierung {reason}. Abstände sind abgeschaltet.</translation>
        </message>
        <message>
            <source>regression revises the label</source>
            <translation>Rückgang revidiert das Label</translation>
        </message>
        <message>
            <source>regression takes back only without therapy</source>
            <translation>Rückgang nimmt nur ohne Therapie zurück</translation>
        </message>
        <message>
            <source>Reject</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>reject: a reason, then Enter</source>
            <translation>verwerfen: ein Grund, dann Eingabe</translation>
        </message>
        <message>
            <source>rejected: {reason}</source>
            <translation>verworfen: {reason}</translation>
        </message>
        <message>
            <source>Rejecting</source>
            <translation>Wird verworfen</translation>
        </message>
        <message>
            <source>relative biological effectiveness that the BED assumes, in words</source>
            <translation>relative biologische Wirksamkeit, von der die BED ausgeht, in Worten</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>Bemerkung</translation>
        </message>
        <message>
            <source>repeats row {n}</source>
            <translation>wiederholt Zeile {n}</translation>
        </message>
        <message>
            <source>Resection status</source>
            <translation>Resektionsstatus</translation>
        </message>
        <message>
            <source>resection; the earliest one is the index surgery, a later one is that of a new metastasis unless its value says that the lesion was known before</source>
            <translation>Resektion; die früheste ist die Indexoperation, eine spätere die einer neuen Metastase, außer ihr Wert sagt, dass die Läsion vorher bekannt war</translation>
        </message>
        <message>
            <source>residual tumour, and who says so; one row per source where sources differ</source>
            <translation>Tumorrest, und wer das sagt; eine Zeile je Quelle, wo die Quellen sich unterscheiden</translation>
        </message>
        <message>
            <source>RESULTS</source>
            <translation>ERGEBNISSE</translation>
        </message>
        <message>
            <source>Return</source>
            <translation>Eingabe</translation>
        </message>
        <message>
            <source>Return to the open time point to lock it.</source>
            <translation>Kehren Sie zum offenen Zeitpunkt zurück, um ihn abzuschließen.</translation>
        </message>
        <message>
            <source>Reveal</source>
            <translation>Aufdecken</translation>
        </message>
        <message>
            <source>reveal: baseline left of an edge, current right of it</source>
            <translation>Aufdecken: links der Kante Ausgang, rechts aktuell</translation>
        </message>
        <message>
            <source>reveal: drag the edge between the two</source>
            <translation>Aufdecken: die Kante zwischen beiden ziehen</translation>
        </message>
        <message>
            <source>Reveal: edge at {percent} %</source>
            <translation>Aufdecken: Kante bei {percent} %</translation>
        </message>
        <message>
            <source>revised</source>
            <translation>geändert</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>Rechts</translation>
        </message>
        <message>
            <source>rim mean · greatest {figures} mm</source>
            <translation>Randsaum Mittel · größter {figures} mm</translation>
        </message>
        <message>
            <source>RN  radionecrosis</source>
            <translation>RN  Radionekrose</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Rolle</translation>
        </message>
        <message>
            <source>Role of a scan</source>
            <translation>Rolle einer Aufnahme</translation>
        </message>
        <message>
            <source>role of the scan of that date, where the date alone does not tell it</source>
            <translation>Rolle der Aufnahme dieses Tages, wo das Datum allein sie nicht verrät</translation>
        </message>
        <message>
            <source>rows left out, whose subject cannot be used: {n}</source>
            <translation>ausgelassene Zeilen, deren Patient nicht verwendet werden kann: {n}</translation>
        </message>
        <message>
            <source>rows of earlier tables that this one lacks, and that no longer hold: {n}</source>
            <translation>Zeilen früherer Tabellen, die dieser fehlen und nicht mehr gelten: {n}</translation>
        </message>
        <message>
            <source>rows of subjects without any read, censored at the surgery: {count}</source>
            <translation>Zeilen von Patienten ohne Befundung, zensiert bei der Operation: {count}</translation>
        </message>
        <message>
            <source>rows that date symptoms of a radionecrosis which the reader does not see: {count}</source>
            <translation>Zeilen, die Symptome einer Radionekrose datieren, die der Befunder nicht sieht: {count}</translation>
        </message>
        <message>
            <source>rows without times, because the surgery date is missing: {count}</source>
            <translation>Zeilen ohne Zeiten, weil das Operationsdatum fehlt: {count}</translation>
        </message>
        <message>
            <source>RPA class</source>
            <translation>RPA-Klasse</translation>
        </message>
        <message>
            <source>RT planning</source>
            <translation>RT-Planung</translation>
        </message>
        <message>
            <source>rule</source>
            <translation>Regel</translation>
        </message>
        <message>
            <source>rules</source>
            <translation>Regeln</translation>
        </message>
        <message>
            <source>Rules {rules}; first reads only, nothing adjudicated.</source>
            <translation>Regeln {rules}; nur Erstbefundungen, nichts adjudiziert.</translation>
        </message>
        <message>
            <source>run again by hand</source>
            <translation>von Hand erneut berechnet</translation>
        </message>
        <message>
            <source>Run again from here</source>
            <translation>Von hier erneut berechnen</translation>
        </message>
        <message>
            <source>Run rimread verify on the study; bring the ledger back from a backup if it was changed.</source>
            <translation>Führen Sie rimread verify für die Studie aus; stellen Sie das Protokoll aus einer Sicherung wieder her, falls es verändert wurde.</translation>
        </message>
        <message>
            <source>run the registration again from here</source>
            <translation>die Registrierung von hier erneut berechnen</translation>
        </message>
        <message>
            <source>Running again from here</source>
            <translation>Wird von hier erneut berechnet</translation>
        </message>
        <message>
            <source>running again from here</source>
            <translation>wird von hier erneut berechnet</translation>
        </message>
        <message>
            <source>Sagittal</source>
            <translation>Sagittal</translation>
        </message>
        <message>
            <source>sagittal</source>
            <translation>sagittal</translation>
        </message>
        <message>
            <source>Salvage treatment</source>
            <translation>Salvage-Behandlung</translation>
        </message>
        <message>
            <source>salvage treatment, one row per lesion; without a cavity: elsewhere in the brain</source>
            <translation>Salvage-Behandlung, eine Zeile je Läsion; ohne Höhle: anderswo im Gehirn</translation>
        </message>
        <message>
            <source>same scan</source>
            <translation>gleiche Aufnahme</translation>
        </message>
        <message>
            <source>Save   Ctrl+S</source>
            <translation>Speichern   Strg+S</translation>
        </message>
        <message>
            <source>Save contour   Ctrl+S</source>
            <translation>Umriss speichern   Strg+S</translation>
        </message>
        <message>
            <source>Save or undo the drawing first; {why}.</source>
            <translation>Speichern Sie die Zeichnung zuerst oder nehmen Sie sie zurück; {why}.</translation>
        </message>
        <message>
            <source>Save picture</source>
            <translation>Bild speichern</translation>
        </message>
        <message>
            <source>Save the clinical facts, key Ctrl+S</source>
            <translation>Die klinischen Angaben speichern, Taste Strg+S</translation>
        </message>
        <message>
            <source>Save the contour</source>
            <translation>Umriss speichern</translation>
        </message>
        <message>
            <source>save the contour</source>
            <translation>den Umriss speichern</translation>
        </message>
        <message>
            <source>save the view as PNG</source>
            <translation>Ansicht als PNG speichern</translation>
        </message>
        <message>
            <source>Saving the contour</source>
            <translation>Umriss wird gespeichert</translation>
        </message>
        <message>
            <source>Say in a few words what does not fit.</source>
            <translation>Sagen Sie in wenigen Worten, was nicht passt.</translation>
        </message>
        <message>
            <source>Say why this series is the better one; the reason is kept with the choice.</source>
            <translation>Sagen Sie, warum diese Serie die bessere ist; der Grund wird mit der Wahl aufbewahrt.</translation>
        </message>
        <message>
            <source>Say why; the reason is kept with the change.</source>
            <translation>Nennen Sie den Grund; er wird mit der Änderung aufbewahrt.</translation>
        </message>
        <message>
            <source>scan</source>
            <translation>Aufnahme</translation>
        </message>
        <message>
            <source>scan proves {label}</source>
            <translation>die Aufnahme beweist {label}</translation>
        </message>
        <message>
            <source>Scan, registration or cavity of this case were changed while it was read</source>
            <translation>Aufnahme, Registrierung oder Höhle dieses Falls wurden während des Befundens geändert</translation>
        </message>
        <message>
            <source>Scan, registration or cavity were changed since lesions were marked here: their distances no longer hold. Mark them again.</source>
            <translation>Aufnahme, Registrierung oder Höhle wurden geändert, seit hier Läsionen markiert wurden: Ihre Abstände gelten nicht mehr. Markieren Sie sie erneut.</translation>
        </message>
        <message>
            <source>scan_role rows for days on which the study holds no scan: {n}</source>
            <translation>Zeilen scan_role für Tage, an denen die Studie keine Aufnahme enthält: {n}</translation>
        </message>
        <message>
            <source>scanning synthetic patients</source>
            <translation>synthetische Patienten werden aufgenommen</translation>
        </message>
        <message>
            <source>Scans</source>
            <translation>Aufnahmen</translation>
        </message>
        <message>
            <source>Scans (*.nii *.nii.gz *.zip);;All files (*)</source>
            <translation>Aufnahmen (*.nii *.nii.gz *.zip);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>scheduled scan that did not take place</source>
            <translation>geplante Aufnahme, die nicht stattfand</translation>
        </message>
        <message>
            <source>Scroll, zoom, window; a click moves the crosshair</source>
            <translation>Blättern, Zoom, Fenster; ein Klick versetzt das Fadenkreuz</translation>
        </message>
        <message>
            <source>See docs/events.md for the endpoints and their units.</source>
            <translation>Endpunkte und ihre Einheiten stehen in docs/events.md.</translation>
        </message>
        <message>
            <source>See its first line, or docs/events.md.</source>
            <translation>Siehe ihre erste Zeile oder docs/events.md.</translation>
        </message>
        <message>
            <source>See rimread --help.</source>
            <translation>Siehe rimread --help.</translation>
        </message>
        <message>
            <source>See rimread scans for subjects and dates.</source>
            <translation>Patienten und Daten nennt rimread scans.</translation>
        </message>
        <message>
            <source>Seed of the orders</source>
            <translation>Startwert der Reihenfolgen</translation>
        </message>
        <message>
            <source>seen again on {day}</source>
            <translation>erneut zu sehen am {day}</translation>
        </message>
        <message>
            <source>Seizure</source>
            <translation>Krampfanfall</translation>
        </message>
        <message>
            <source>Sensitivity, {what}: {result}.</source>
            <translation>Sensitivität, {what}: {result}.</translation>
        </message>
        <message>
            <source>Sequential blinded read</source>
            <translation>Sequenzielle verblindete Befundung</translation>
        </message>
        <message>
            <source>Series</source>
            <translation>Serie</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Settings, key Ctrl+,</source>
            <translation>Einstellungen, Taste Strg+,</translation>
        </message>
        <message>
            <source>Sex</source>
            <translation>Geschlecht</translation>
        </message>
        <message>
            <source>sex</source>
            <translation>Geschlecht</translation>
        </message>
        <message>
            <source>Shaded: {mm:.1f} mm on either side of the margin's line, where inside and outside are a close call.</source>
            <translation>Schattiert: {mm:.1f} mm beiderseits der Saumlinie, wo innen und außen knapp beieinanderliegen.</translation>
        </message>
        <message>
            <source>Shift</source>
            <translation>Umschalt</translation>
        </message>
        <message>
            <source>shortest distance; 5 mm and more is what eligibility asks for</source>
            <translation>kürzester Abstand; 5 mm und mehr verlangen die Einschlusskriterien</translation>
        </message>
        <message>
            <source>SHOW</source>
            <translation>ZEIGEN</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Show every key</source>
            <translation>Alle Tasten zeigen</translation>
        </message>
        <message>
            <source>show the subtraction</source>
            <translation>Subtraktion zeigen</translation>
        </message>
        <message>
            <source>shows {label}</source>
            <translation>zeigt {label}</translation>
        </message>
        <message>
            <source>shows {label}, after the event</source>
            <translation>zeigt {label}, nach dem Ereignis</translation>
        </message>
        <message>
            <source>shut</source>
            <translation>gesperrt</translation>
        </message>
        <message>
            <source>Sign</source>
            <translation>Signieren</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>Anmelden</translation>
        </message>
        <message>
            <source>Sign in     Enter</source>
            <translation>Anmelden     Eingabe</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Abmelden</translation>
        </message>
        <message>
            <source>Sign read</source>
            <translation>Befundung signieren</translation>
        </message>
        <message>
            <source>Sign read     {key}</source>
            <translation>Befundung signieren     {key}</translation>
        </message>
        <message>
            <source>Sign read after the last time point</source>
            <translation>Signieren nach dem letzten Zeitpunkt</translation>
        </message>
        <message>
            <source>Signed</source>
            <translation>Signiert</translation>
        </message>
        <message>
            <source>signed</source>
            <translation>signiert</translation>
        </message>
        <message>
            <source>Signed reads, each pair of readers and all together</source>
            <translation>Signierte Befundungen, je Befunderpaar und alle zusammen</translation>
        </message>
        <message>
            <source>Signed. This read never changes; return to the worklist for the next case.</source>
            <translation>Signiert. Diese Befundung ändert sich nie mehr; zum nächsten Fall geht es über die Arbeitsliste.</translation>
        </message>
        <message>
            <source>single</source>
            <translation>einzelne</translation>
        </message>
        <message>
            <source>single metastasis</source>
            <translation>einzelne Metastase</translation>
        </message>
        <message>
            <source>Single or multiple metastases</source>
            <translation>Einzelne oder mehrere Metastasen</translation>
        </message>
        <message>
            <source>Size of texts</source>
            <translation>Schriftgröße</translation>
        </message>
        <message>
            <source>skin to skin, intraoperative radiotherapy included</source>
            <translation>Schnitt bis Naht, intraoperative Bestrahlung eingeschlossen</translation>
        </message>
        <message>
            <source>slices as acquired / resampled</source>
            <translation>Schichten wie aufgenommen / umgerechnet</translation>
        </message>
        <message>
            <source>slower; edge left; smaller; less baseline</source>
            <translation>langsamer; Kante links; kleiner; weniger Ausgangsaufnahme</translation>
        </message>
        <message>
            <source>slower; edge to the left; smaller squares; less baseline</source>
            <translation>langsamer; Kante nach links; kleinere Felder; weniger Ausgangsaufnahme</translation>
        </message>
        <message>
            <source>Source; compulsory for R0 and R1</source>
            <translation>Quelle; nötig bei R0 und R1</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>Leertaste</translation>
        </message>
        <message>
            <source>span of a systemic therapy, one row per class: immunotherapy is the flag that response criteria ask for</source>
            <translation>Zeitraum einer Systemtherapie, eine Zeile je Klasse: nach der Immuntherapie fragen die Responsekriterien</translation>
        </message>
        <message>
            <source>span of bevacizumab</source>
            <translation>Zeitraum von Bevacizumab</translation>
        </message>
        <message>
            <source>span of one daily dose; 0 where it was stopped</source>
            <translation>Zeitraum einer Tagesdosis; 0, wo abgesetzt wurde</translation>
        </message>
        <message>
            <source>Sphere</source>
            <translation>Kugel</translation>
        </message>
        <message>
            <source>sphere of the applicator</source>
            <translation>Kugel des Applikators</translation>
        </message>
        <message>
            <source>Sphere of {mm:g} mm. Click again to move it, then save.</source>
            <translation>Kugel von {mm:g} mm. Erneut klicken versetzt sie, dann speichern.</translation>
        </message>
        <message>
            <source>Square</source>
            <translation>Feld</translation>
        </message>
        <message>
            <source>SRNFREE is dated to the onset of symptoms</source>
            <translation>SRNFREE zählt ab Beginn der Symptome</translation>
        </message>
        <message>
            <source>SRS</source>
            <translation>SRS</translation>
        </message>
        <message>
            <source>STABLE  stable residual finding</source>
            <translation>STABLE  stabiler Restbefund</translation>
        </message>
        <message>
            <source>STABLE neither confirms {label} of {first} nor takes it back</source>
            <translation>STABLE bestätigt {label} vom {first} nicht und nimmt es nicht zurück</translation>
        </message>
        <message>
            <source>stable on {day}, which neither confirms it nor takes it back</source>
            <translation>stabil am {day}, was weder bestätigt noch zurücknimmt</translation>
        </message>
        <message>
            <source>stable residual finding</source>
            <translation>stabiler Restbefund</translation>
        </message>
        <message>
            <source>staging proves {label}</source>
            <translation>Staging beweist {label}</translation>
        </message>
        <message>
            <source>stands</source>
            <translation>hält</translation>
        </message>
        <message>
            <source>Start it again when you like: what was finished is kept, the rest goes on from there.</source>
            <translation>Beginnen Sie erneut, wann Sie mögen: Fertiges bleibt erhalten, der Rest geht von dort weiter.</translation>
        </message>
        <message>
            <source>start of radiotherapy</source>
            <translation>Beginn der Bestrahlung</translation>
        </message>
        <message>
            <source>start of whole-brain radiotherapy</source>
            <translation>Beginn der Ganzhirnbestrahlung</translation>
        </message>
        <message>
            <source>Start RimRead on a desktop; rimread demo --headless and all other commands need no screen.</source>
            <translation>Starten Sie RimRead auf einem Desktop; rimread demo --headless und alle anderen Befehle brauchen keinen Bildschirm.</translation>
        </message>
        <message>
            <source>Start workers, then register again: what was finished is kept.</source>
            <translation>Starten Sie Rechner, dann registrieren Sie erneut: Fertiges bleibt erhalten.</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Stand</translation>
        </message>
        <message>
            <source>statistician</source>
            <translation>Statistiker</translation>
        </message>
        <message>
            <source>Status of the finding: {status}</source>
            <translation>Status des Befunds: {status}</translation>
        </message>
        <message>
            <source>Steroid</source>
            <translation>Steroid</translation>
        </message>
        <message>
            <source>steroids</source>
            <translation>Steroide</translation>
        </message>
        <message>
            <source>still locked</source>
            <translation>noch gesperrt</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>stop what is being computed; close this table</source>
            <translation>Berechnung anhalten; diese Tabelle schließen</translation>
        </message>
        <message>
            <source>Stopped before there was anything to show.</source>
            <translation>Angehalten, bevor es etwas zu zeigen gab.</translation>
        </message>
        <message>
            <source>Stopped.</source>
            <translation>Angehalten.</translation>
        </message>
        <message>
            <source>Stopped; what was finished is kept.</source>
            <translation>Angehalten; Fertiges bleibt erhalten.</translation>
        </message>
        <message>
            <source>storing</source>
            <translation>wird gespeichert</translation>
        </message>
        <message>
            <source>STUDY</source>
            <translation>STUDIE</translation>
        </message>
        <message>
            <source>Study</source>
            <translation>Studie</translation>
        </message>
        <message>
            <source>study report</source>
            <translation>Studienbericht</translation>
        </message>
        <message>
            <source>study.toml names another study than the ledger beside it</source>
            <translation>study.toml nennt eine andere Studie als das Protokoll daneben</translation>
        </message>
        <message>
            <source>Subject (pseudonym)</source>
            <translation>Patient (Pseudonym)</translation>
        </message>
        <message>
            <source>Subject · visit</source>
            <translation>Patient · Zeitpunkt</translation>
        </message>
        <message>
            <source>Subjects and time points</source>
            <translation>Patienten und Zeitpunkte</translation>
        </message>
        <message>
            <source>subjects left out, of whom a cell cannot be used: {n}</source>
            <translation>ausgelassene Patienten, von denen eine Zelle nicht verwendet werden kann: {n}</translation>
        </message>
        <message>
            <source>subjects who were scanned after the day on which they died, by this table: {n}</source>
            <translation>Patienten mit Aufnahmen nach dem Tag, an dem sie nach diesen Angaben starben: {n}</translation>
        </message>
        <message>
            <source>subjects without a surgery row, whose events will have no times: {n}</source>
            <translation>Patienten ohne Operation, deren Ereignisse keine Zeiten haben werden: {n}</translation>
        </message>
        <message>
            <source>Substance</source>
            <translation>Substanz</translation>
        </message>
        <message>
            <source>Surface dose</source>
            <translation>Oberflächendosis</translation>
        </message>
        <message>
            <source>surgeon</source>
            <translation>Operateur</translation>
        </message>
        <message>
            <source>Surgery</source>
            <translation>Operation</translation>
        </message>
        <message>
            <source>surgery</source>
            <translation>Operation</translation>
        </message>
        <message>
            <source>Surgery and cavity</source>
            <translation>Operation und Höhle</translation>
        </message>
        <message>
            <source>surgery proves {label}</source>
            <translation>die Operation beweist {label}</translation>
        </message>
        <message>
            <source>surgery {date}</source>
            <translation>Operation {date}</translation>
        </message>
        <message>
            <source>surgery, delayed entry</source>
            <translation>Operation, verzögerter Eintritt</translation>
        </message>
        <message>
            <source>Surgical complication</source>
            <translation>Chirurgische Komplikation</translation>
        </message>
        <message>
            <source>symptomatic</source>
            <translation>symptomatisch</translation>
        </message>
        <message>
            <source>Symptomatic radionecrosis</source>
            <translation>Symptomatische Radionekrose</translation>
        </message>
        <message>
            <source>Symptomatic radionecrosis, no prior cerebral irradiation</source>
            <translation>Symptomatische Radionekrose, nicht vorher am Hirn bestrahlt</translation>
        </message>
        <message>
            <source>symptomatic RN</source>
            <translation>symptomatische RN</translation>
        </message>
        <message>
            <source>synchronous</source>
            <translation>synchron</translation>
        </message>
        <message>
            <source>Synthetic patients with known truth, registered and read by simulated readers. Takes about three minutes.</source>
            <translation>Synthetische Patienten mit bekannter Wahrheit, registriert und von simulierten Befundern gelesen. Dauert etwa drei Minuten.</translation>
        </message>
        <message>
            <source>systemic</source>
            <translation>systemisch</translation>
        </message>
        <message>
            <source>Systemic staging</source>
            <translation>Systemisches Staging</translation>
        </message>
        <message>
            <source>systemic staging</source>
            <translation>systemisches Staging</translation>
        </message>
        <message>
            <source>systemic staging, whatever it showed</source>
            <translation>systemisches Staging, was immer es zeigte</translation>
        </message>
        <message>
            <source>Systemic therapy</source>
            <translation>Systemtherapie</translation>
        </message>
        <message>
            <source>Systemic therapy and symptoms</source>
            <translation>Systemtherapie und Symptome</translation>
        </message>
        <message>
            <source>T1-weighted by its times ({times})</source>
            <translation>T1-gewichtet laut Zeiten ({times})</translation>
        </message>
        <message>
            <source>T1-weighted by the description</source>
            <translation>T1-gewichtet laut Beschreibung</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tabelle</translation>
        </message>
        <message>
            <source>Table 3</source>
            <translation>Tabelle 3</translation>
        </message>
        <message>
            <source>Table 3: every outcome by arm</source>
            <translation>Tabelle 3: jeder Endpunkt je Arm</translation>
        </message>
        <message>
            <source>Tables</source>
            <translation>Tabellen</translation>
        </message>
        <message>
            <source>Tables (*.csv *.xlsx);;All files (*)</source>
            <translation>Tabellen (*.csv *.xlsx);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Take along</source>
            <translation>Mitnehmen</translation>
        </message>
        <message>
            <source>Take away from the cavity</source>
            <translation>Von der Höhle wegnehmen</translation>
        </message>
        <message>
            <source>Take away: {fact}</source>
            <translation>Entfernen: {fact}</translation>
        </message>
        <message>
            <source>Take the series UID from rimread scans --json.</source>
            <translation>Nehmen Sie die Serien-UID aus rimread scans --json.</translation>
        </message>
        <message>
            <source>Take them as a row of events.csv names them; a row without a cavity is the patient's.</source>
            <translation>Nehmen Sie sie, wie eine Zeile von events.csv sie nennt; eine Zeile ohne Höhle ist die des Patienten.</translation>
        </message>
        <message>
            <source>Take this row away</source>
            <translation>Diese Zeile entfernen</translation>
        </message>
        <message>
            <source>targeted</source>
            <translation>zielgerichtet</translation>
        </message>
        <message>
            <source>test</source>
            <translation>Test</translation>
        </message>
        <message>
            <source>Tests</source>
            <translation>Tests</translation>
        </message>
        <message>
            <source>That is too much to be trusted: distances are switched off.</source>
            <translation>Das ist zu viel, um ihr zu trauen: Abstände sind abgeschaltet.</translation>
        </message>
        <message>
            <source>The baseline itself is shown</source>
            <translation>Dies ist die Ausgangsaufnahme selbst</translation>
        </message>
        <message>
            <source>The baseline itself is shown: choose a later time point to check its registration.</source>
            <translation>Dies ist die Ausgangsaufnahme selbst: Wählen Sie einen späteren Zeitpunkt, um seine Registrierung zu prüfen.</translation>
        </message>
        <message>
            <source>The baseline itself is shown: choose another time point to check its registration.</source>
            <translation>Dies ist die Ausgangsaufnahme selbst: Wählen Sie einen anderen Zeitpunkt, um seine Registrierung zu prüfen.</translation>
        </message>
        <message>
            <source>The brain</source>
            <translation>Das Gehirn</translation>
        </message>
        <message>
            <source>The case could not be opened: the line above says what is missing, and what to do. Nothing entered is lost.</source>
            <translation>Der Fall konnte nicht geöffnet werden: Die Zeile oben sagt, was fehlt, und was zu tun ist. Nichts Eingegebenes ist verloren.</translation>
        </message>
        <message>
            <source>The case is being opened</source>
            <translation>Der Fall wird geöffnet</translation>
        </message>
        <message>
            <source>The case is still being opened.</source>
            <translation>Der Fall wird noch geöffnet.</translation>
        </message>
        <message>
            <source>the cavity</source>
            <translation>der Höhle</translation>
        </message>
        <message>
            <source>The charter cannot be used: {fault}</source>
            <translation>Die Studienregeln sind nicht nutzbar: {fault}</translation>
        </message>
        <message>
            <source>The clinical table cannot be read: {fault}</source>
            <translation>Die klinische Tabelle ist nicht lesbar: {fault}</translation>
        </message>
        <message>
            <source>The clinical table gives no surgery date: there is no day 0, and the row has no times.</source>
            <translation>Die klinische Tabelle nennt kein Operationsdatum: Es gibt keinen Tag 0, und die Zeile hat keine Zeiten.</translation>
        </message>
        <message>
            <source>The cluster has had no worker for {seconds:.0f} s</source>
            <translation>Der Cluster hatte {seconds:.0f} s lang keinen Rechner</translation>
        </message>
        <message>
            <source>The column of groups or of strata is NA for every unit of the events file</source>
            <translation>Die Spalte der Gruppen oder Schichten ist für jede Einheit der Ereignisdatei NA</translation>
        </message>
        <message>
            <source>The command's words cannot be used: {what}</source>
            <translation>Die Worte des Befehls sind nicht nutzbar: {what}</translation>
        </message>
        <message>
            <source>The connection to the cluster was lost</source>
            <translation>Die Verbindung zum Cluster ging verloren</translation>
        </message>
        <message>
            <source>The dark region runs on beyond {greatest_mm:.0f} mm, or is too narrow, and was not taken as a cavity</source>
            <translation>Der dunkle Bereich reicht über {greatest_mm:.0f} mm hinaus oder ist zu schmal und wurde nicht als Höhle genommen</translation>
        </message>
        <message>
            <source>The date given for the scans lies in the future, or before {earliest}</source>
            <translation>Das angegebene Datum der Aufnahmen liegt in der Zukunft oder vor {earliest}</translation>
        </message>
        <message>
            <source>The date of the scan is written YYYY-MM-DD. Nothing was imported.</source>
            <translation>Das Datum der Aufnahme wird JJJJ-MM-TT geschrieben. Nichts wurde importiert.</translation>
        </message>
        <message>
            <source>The date of {series} is not known</source>
            <translation>Das Datum von {series} ist nicht bekannt</translation>
        </message>
        <message>
            <source>The enhancement here runs on beyond {greatest_mm:.0f} mm and was not taken as a lesion</source>
            <translation>Die Anreicherung reicht hier über {greatest_mm:.0f} mm hinaus und wurde nicht als Läsion genommen</translation>
        </message>
        <message>
            <source>the estimated error is {mm} mm</source>
            <translation>der geschätzte Fehler beträgt {mm} mm</translation>
        </message>
        <message>
            <source>The events file cannot be read: {fault}</source>
            <translation>Die Ereignisdatei ist nicht lesbar: {fault}</translation>
        </message>
        <message>
            <source>the events file, log-rank test</source>
            <translation>die Ereignisdatei, Log-Rank-Test</translation>
        </message>
        <message>
            <source>The facts of this subject were changed elsewhere since the form was opened, nothing was saved</source>
            <translation>Die Angaben zu diesem Patienten wurden anderswo geändert, seit das Formular geöffnet wurde; nichts wurde gespeichert</translation>
        </message>
        <message>
            <source>The file has {regions} regions ({names})</source>
            <translation>Die Datei hat {regions} Regionen ({names})</translation>
        </message>
        <message>
            <source>The file is damaged or too large; export it again.</source>
            <translation>Die Datei ist beschädigt oder zu groß; exportieren Sie sie erneut.</translation>
        </message>
        <message>
            <source>The file system refused: {what}</source>
            <translation>Das Dateisystem hat abgelehnt: {what}</translation>
        </message>
        <message>
            <source>The files belong to {patients} patients</source>
            <translation>Die Dateien gehören zu {patients} Patienten</translation>
        </message>
        <message>
            <source>The files hold scans of {visits} days where one scan is needed</source>
            <translation>Die Dateien enthalten Aufnahmen von {visits} Tagen, nötig ist eine Aufnahme</translation>
        </message>
        <message>
            <source>The files name no patient</source>
            <translation>Die Dateien nennen keinen Patienten</translation>
        </message>
        <message>
            <source>the first scan that showed it, although nothing confirmed it</source>
            <translation>die erste Aufnahme, die es zeigte, obwohl nichts es bestätigte</translation>
        </message>
        <message>
            <source>the first scan that showed what was confirmed later (back-dated), or the day it was proven on</source>
            <translation>die erste Aufnahme, die später Bestätigtes zeigte (rückdatiert), oder der Tag des Nachweises</translation>
        </message>
        <message>
            <source>the fit did not settle (its last turn moved the head by {mm} mm)</source>
            <translation>die Anpassung kam nicht zur Ruhe (ihr letzter Schritt bewegte den Kopf um {mm} mm)</translation>
        </message>
        <message>
            <source>The folder for the new study holds something already</source>
            <translation>Der Ordner für die neue Studie enthält schon etwas</translation>
        </message>
        <message>
            <source>The folder is no RimRead study</source>
            <translation>Der Ordner ist keine RimRead-Studie</translation>
        </message>
        <message>
            <source>The geometry is sheared, mirrored or scaled where a rigid one is needed (deviation {deviation:.2g})</source>
            <translation>Die Geometrie ist geschert, gespiegelt oder skaliert, nötig ist eine starre (Abweichung {deviation:.2g})</translation>
        </message>
        <message>
            <source>The image cannot be shown slice by slice: its grid is not the screen's (deviation {deviation:.2g} mm)</source>
            <translation>Das Bild lässt sich nicht Schicht für Schicht zeigen: Sein Gitter ist nicht das des Bildschirms (Abweichung {deviation:.2g} mm)</translation>
        </message>
        <message>
            <source>The image has {given_shape} voxels where {expected_shape} were expected</source>
            <translation>Das Bild hat {given_shape} Voxel, erwartet waren {expected_shape}</translation>
        </message>
        <message>
            <source>The image's geometry is singular: its voxels do not fill space</source>
            <translation>Die Geometrie des Bildes ist singulär: Seine Voxel füllen keinen Raum</translation>
        </message>
        <message>
            <source>The import is in doubt</source>
            <translation>Der Import ist zweifelhaft</translation>
        </message>
        <message>
            <source>the index surgery, the earliest of the patient</source>
            <translation>die Indexoperation, die früheste des Patienten</translation>
        </message>
        <message>
            <source>The key {key} is taken by the command: {command}</source>
            <translation>Die Taste {key} gehört schon zum Befehl: {command}</translation>
        </message>
        <message>
            <source>The key {key} is the window's own</source>
            <translation>Die Taste {key} gehört dem Fenster selbst</translation>
        </message>
        <message>
            <source>The ledger cannot be read ({cause})</source>
            <translation>Das Protokoll ist nicht lesbar ({cause})</translation>
        </message>
        <message>
            <source>The ledger cannot be written ({cause}); nothing was changed</source>
            <translation>Das Protokoll ist nicht beschreibbar ({cause}); nichts wurde geändert</translation>
        </message>
        <message>
            <source>The ledger is not as it was written: entry {sequence} is {fault}</source>
            <translation>Das Protokoll ist nicht, wie es geschrieben wurde: Eintrag {sequence} ist {fault}</translation>
        </message>
        <message>
            <source>The ledger's entries agree, but its guard {trigger} is missing, altered or not its own</source>
            <translation>Die Einträge des Protokolls stimmen, aber sein Wächter {trigger} fehlt, ist verändert oder fremd</translation>
        </message>
        <message>
            <source>The ledger's entries agree, but ledger.head, which tells where they end, is missing or damaged</source>
            <translation>Die Einträge des Protokolls stimmen, aber ledger.head, das ihr Ende nennt, fehlt oder ist beschädigt</translation>
        </message>
        <message>
            <source>The margin is written as NIfTI only</source>
            <translation>Der Saum wird nur als NIfTI geschrieben</translation>
        </message>
        <message>
            <source>The mask does not lie on this scan: grid or frame of reference differ</source>
            <translation>Die Maske liegt nicht auf dieser Aufnahme: Gitter oder Bezugssystem weichen ab</translation>
        </message>
        <message>
            <source>The mask marks nothing</source>
            <translation>Die Maske markiert nichts</translation>
        </message>
        <message>
            <source>The new settings are taken by the next page that opens.</source>
            <translation>Die neuen Einstellungen gelten ab der nächsten Seite, die sich öffnet.</translation>
        </message>
        <message>
            <source>the next layout</source>
            <translation>nächste Anordnung</translation>
        </message>
        <message>
            <source>the only such one among {n} series</source>
            <translation>die einzige solche unter {n} Serien</translation>
        </message>
        <message>
            <source>the other of the two, once</source>
            <translation>das andere der beiden, einmal</translation>
        </message>
        <message>
            <source>the picture cannot be encoded</source>
            <translation>das Bild lässt sich nicht kodieren</translation>
        </message>
        <message>
            <source>The picture was saved.</source>
            <translation>Das Bild ist gespeichert.</translation>
        </message>
        <message>
            <source>The place does not lie on the scan</source>
            <translation>Die Stelle liegt nicht auf der Aufnahme</translation>
        </message>
        <message>
            <source>the present cavity</source>
            <translation>der jetzigen Höhle</translation>
        </message>
        <message>
            <source>The process that reads foreign files ended without an answer ({how})</source>
            <translation>Der Prozess, der fremde Dateien liest, endete ohne Antwort ({how})</translation>
        </message>
        <message>
            <source>The processes that register ended without an answer; {pairs} visits are left</source>
            <translation>Die Registrierungsprozesse endeten ohne Antwort; {pairs} Zeitpunkte sind übrig</translation>
        </message>
        <message>
            <source>The program has no registration of this time point.</source>
            <translation>Das Programm hat keine Registrierung dieses Zeitpunkts.</translation>
        </message>
        <message>
            <source>The read cannot be signed: {count} time points are still open</source>
            <translation>Die Befundung kann nicht signiert werden: {count} Zeitpunkte sind noch offen</translation>
        </message>
        <message>
            <source>The reader sees no radionecrosis in this cavity.</source>
            <translation>Der Befunder sieht in dieser Höhle keine Radionekrose.</translation>
        </message>
        <message>
            <source>The reads file cannot be used, nothing was taken: {fault}</source>
            <translation>Die Befundungsdatei ist nicht nutzbar, nichts wurde übernommen: {fault}</translation>
        </message>
        <message>
            <source>the reads under this charter</source>
            <translation>die Befundungen unter diesen Studienregeln</translation>
        </message>
        <message>
            <source>The reason is kept with the choice.</source>
            <translation>Der Grund wird mit der Wahl aufbewahrt.</translation>
        </message>
        <message>
            <source>the reference scan</source>
            <translation>der Referenzaufnahme</translation>
        </message>
        <message>
            <source>The registration as it lies here is not to be trusted and cannot be passed</source>
            <translation>Der Registrierung, wie sie hier liegt, ist nicht zu trauen; sie kann nicht bestätigt werden</translation>
        </message>
        <message>
            <source>the same, clustered by patient</source>
            <translation>dasselbe, nach Patient gruppiert</translation>
        </message>
        <message>
            <source>the same, limits as EZR</source>
            <translation>dasselbe, Grenzen wie EZR</translation>
        </message>
        <message>
            <source>the scan</source>
            <translation>der Aufnahme</translation>
        </message>
        <message>
            <source>The scan from before contrast is being laid onto this one</source>
            <translation>Die Aufnahme vor Kontrastmittel wird auf diese gelegt</translation>
        </message>
        <message>
            <source>the scan from before contrast is gone</source>
            <translation>die Aufnahme vor Kontrastmittel ist nicht mehr da</translation>
        </message>
        <message>
            <source>the scan's mirror image fits better than the scan: left and right may be exchanged</source>
            <translation>das Spiegelbild der Aufnahme passt besser als sie selbst: links und rechts sind womöglich vertauscht</translation>
        </message>
        <message>
            <source>the scans share only {share} of the head</source>
            <translation>die Aufnahmen haben nur {share} des Kopfes gemeinsam</translation>
        </message>
        <message>
            <source>the scans share too little of the head to be compared</source>
            <translation>die Aufnahmen haben zu wenig vom Kopf gemeinsam, um verglichen zu werden</translation>
        </message>
        <message>
            <source>the scheduled scan did not take place</source>
            <translation>die geplante Aufnahme fand nicht statt</translation>
        </message>
        <message>
            <source>The segment to use is not clear (the file has {segments})</source>
            <translation>Welches Segment gemeint ist, ist unklar (die Datei hat {segments})</translation>
        </message>
        <message>
            <source>The segmentation cannot be used: {fault}</source>
            <translation>Die Segmentierung ist nicht nutzbar: {fault}</translation>
        </message>
        <message>
            <source>The sheet {sheet} would have more than {limit} rows, more than an XLSX workbook can hold</source>
            <translation>Das Blatt {sheet} hätte mehr als {limit} Zeilen, mehr als eine XLSX-Mappe fassen kann</translation>
        </message>
        <message>
            <source>The study folder cannot be made there ({cause})</source>
            <translation>Der Studienordner kann dort nicht angelegt werden ({cause})</translation>
        </message>
        <message>
            <source>The study has no date of surgery for this case: its time points are numbered and stand evenly. The coordinator imports the clinical table.</source>
            <translation>Die Studie hat für diesen Fall kein OP-Datum: Die Zeitpunkte sind nummeriert und stehen in gleichem Abstand. Die Koordination importiert die klinische Tabelle.</translation>
        </message>
        <message>
            <source>The study has no ledger</source>
            <translation>Die Studie hat kein Protokoll</translation>
        </message>
        <message>
            <source>The study has no such subject, or no scan of that subject on that day</source>
            <translation>Die Studie hat keinen solchen Patienten oder von ihm keine Aufnahme an diesem Tag</translation>
        </message>
        <message>
            <source>The study is sound: {entries} entries, {files}.</source>
            <translation>Die Studie ist unversehrt: {entries} Einträge, {files}.</translation>
        </message>
        <message>
            <source>The study lies on a network share ({filesystem}), where a crash or a second user can damage the ledger</source>
            <translation>Die Studie liegt auf einem Netzlaufwerk ({filesystem}), wo ein Absturz oder ein zweiter Nutzer das Protokoll beschädigen kann</translation>
        </message>
        <message>
            <source>The subject has no read: imaging says nothing since the origin.</source>
            <translation>Zum Patienten gibt es keine Befundung: Die Bildgebung sagt seit dem Ursprung nichts.</translation>
        </message>
        <message>
            <source>The subject's name cannot be used: it has 1 to 64 characters, without slashes or control characters</source>
            <translation>Der Name des Patienten ist nicht nutzbar: 1 bis 64 Zeichen, ohne Schrägstriche oder Steuerzeichen</translation>
        </message>
        <message>
            <source>the surgery of {cavity}</source>
            <translation>die Operation von {cavity}</translation>
        </message>
        <message>
            <source>the surgery that names no cavity, {cavity} included</source>
            <translation>die Operation ohne Angabe der Höhle, {cavity} eingeschlossen</translation>
        </message>
        <message>
            <source>The time point cannot be locked yet: {first}</source>
            <translation>Der Zeitpunkt kann noch nicht abgeschlossen werden: {first}</translation>
        </message>
        <message>
            <source>The time point is being moved: wait a moment.</source>
            <translation>Der Zeitpunkt wird gerade verschoben: Warten Sie einen Moment.</translation>
        </message>
        <message>
            <source>The time points are locked in order; it is the turn of visit {expected}</source>
            <translation>Die Zeitpunkte werden der Reihe nach abgeschlossen; an der Reihe ist Nummer {expected}</translation>
        </message>
        <message>
            <source>The times do not tell the weighting ({times})</source>
            <translation>Die Zeiten verraten die Wichtung nicht ({times})</translation>
        </message>
        <message>
            <source>The transform file cannot be written: {fault}</source>
            <translation>Die Transformationsdatei kann nicht geschrieben werden: {fault}</translation>
        </message>
        <message>
            <source>The two passwords differ. No account was added; try again.</source>
            <translation>Die beiden Passwörter unterscheiden sich. Kein Konto wurde angelegt; versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>The view was copied: paste it where it is wanted.</source>
            <translation>Die Ansicht ist kopiert: dort einfügen, wo sie gebraucht wird.</translation>
        </message>
        <message>
            <source>The work was cancelled</source>
            <translation>Die Arbeit wurde abgebrochen</translation>
        </message>
        <message>
            <source>The zip archive cannot be used: {fault}</source>
            <translation>Das Zip-Archiv ist nicht nutzbar: {fault}</translation>
        </message>
        <message>
            <source>The {images} images are {modality}, not MR</source>
            <translation>Die {images} Bilder sind {modality}, nicht MR</translation>
        </message>
        <message>
            <source>There is a ledger already</source>
            <translation>Es gibt schon ein Protokoll</translation>
        </message>
        <message>
            <source>There is an account of that name already</source>
            <translation>Ein Konto dieses Namens gibt es schon</translation>
        </message>
        <message>
            <source>There is no applicator of {diameter_mm:g} mm</source>
            <translation>Einen Applikator von {diameter_mm:g} mm gibt es nicht</translation>
        </message>
        <message>
            <source>There is no clinical table yet: without dates of surgery no time can be counted. Import the clinical table on the study page, then look again.</source>
            <translation>Es gibt noch keine klinische Tabelle: Ohne Operationsdaten lässt sich keine Zeit zählen. Importieren Sie die klinische Tabelle auf der Studienseite, und sehen Sie neu an.</translation>
        </message>
        <message>
            <source>There is no dark cavity at this place</source>
            <translation>An dieser Stelle ist keine dunkle Höhle</translation>
        </message>
        <message>
            <source>There is no event row of that subject, endpoint, cavity and reader</source>
            <translation>Es gibt keine Ereigniszeile zu diesem Patienten, Endpunkt, dieser Höhle und diesem Befunder</translation>
        </message>
        <message>
            <source>There is no registration to decide on at this time point</source>
            <translation>An diesem Zeitpunkt gibt es keine Registrierung zu entscheiden</translation>
        </message>
        <message>
            <source>There is no screen here that a window could open on</source>
            <translation>Hier gibt es keinen Bildschirm für ein Fenster</translation>
        </message>
        <message>
            <source>There is nothing to assign: no subject with scans, or no reader</source>
            <translation>Es gibt nichts zuzuteilen: kein Patient mit Aufnahmen oder kein Befunder</translation>
        </message>
        <message>
            <source>These files hold dates and arms: for coordinator and statistician, not for the study's readers.</source>
            <translation>Diese Dateien enthalten Daten und Studienarme: für Koordination und Statistik, nicht für die Befunder der Studie.</translation>
        </message>
        <message>
            <source>these keys</source>
            <translation>diese Tasten</translation>
        </message>
        <message>
            <source>Thickness and diameter</source>
            <translation>Dicke und Durchmesser</translation>
        </message>
        <message>
            <source>This case opens in {days_left} days</source>
            <translation>Dieser Fall öffnet sich in {days_left} Tagen</translation>
        </message>
        <message>
            <source>this confirms {label} of {first}: {how}</source>
            <translation>dies bestätigt {label} vom {first}: {how}</translation>
        </message>
        <message>
            <source>This date rests on no scan</source>
            <translation>Dieses Datum beruht auf keiner Aufnahme</translation>
        </message>
        <message>
            <source>This is not your password, and nothing was signed</source>
            <translation>Das ist nicht Ihr Passwort; es wurde nichts signiert</translation>
        </message>
        <message>
            <source>This read is complete; nothing in it changes any more.</source>
            <translation>Diese Befundung ist vollständig; nichts darin ändert sich mehr.</translation>
        </message>
        <message>
            <source>This read is not in your worklist</source>
            <translation>Diese Befundung steht nicht in Ihrer Arbeitsliste</translation>
        </message>
        <message>
            <source>This read is signed and cannot change</source>
            <translation>Diese Befundung ist signiert und kann sich nicht ändern</translation>
        </message>
        <message>
            <source>This study has no accounts yet. Coordinate it: import scans, then add the readers.</source>
            <translation>Diese Studie hat noch keine Konten. Koordinieren Sie sie: Aufnahmen importieren, dann die Befunder anlegen.</translation>
        </message>
        <message>
            <source>This study is empty. Import a folder of DICOM scans to begin; each subject and visit then stands here.</source>
            <translation>Diese Studie ist leer. Importieren Sie zu Beginn einen Ordner mit DICOM-Aufnahmen; Patienten und Zeitpunkte stehen dann hier.</translation>
        </message>
        <message>
            <source>This subject has no scans yet: the clinical table names it. Import its scans on the study's page.</source>
            <translation>Dieser Patient hat noch keine Aufnahmen: Die klinische Tabelle nennt ihn. Importieren Sie seine Aufnahmen auf der Seite der Studie.</translation>
        </message>
        <message>
            <source>This subject is in the study already: open its facts from the study's page.</source>
            <translation>Dieser Patient ist schon in der Studie: Öffnen Sie seine Angaben von der Seite der Studie aus.</translation>
        </message>
        <message>
            <source>this table</source>
            <translation>diese Tabelle</translation>
        </message>
        <message>
            <source>this takes {label} of {first} back: {days} days later it is no longer shown, without tumour therapy</source>
            <translation>dies nimmt {label} vom {first} zurück: {days} Tage später nicht mehr zu sehen, ohne Tumortherapie</translation>
        </message>
        <message>
            <source>This time point has no T1 from before contrast</source>
            <translation>Dieser Zeitpunkt hat kein T1 vor Kontrastmittel</translation>
        </message>
        <message>
            <source>This time point is locked and cannot change</source>
            <translation>Dieser Zeitpunkt ist abgeschlossen und kann sich nicht ändern</translation>
        </message>
        <message>
            <source>This time point is locked. Labels go to the open one: return to it.</source>
            <translation>Dieser Zeitpunkt ist abgeschlossen. Labels gehen an den offenen: Kehren Sie dorthin zurück.</translation>
        </message>
        <message>
            <source>This time point is locked: it lies as it lay when it was locked.</source>
            <translation>Dieser Zeitpunkt ist abgeschlossen: Er liegt, wie er beim Abschließen lag.</translation>
        </message>
        <message>
            <source>Tidy CSV of events and labels, with data dictionary</source>
            <translation>CSV der Ereignisse und Labels, mit Datenverzeichnis</translation>
        </message>
        <message>
            <source>Tilt</source>
            <translation>Neigen</translation>
        </message>
        <message>
            <source>tilt</source>
            <translation>neigen</translation>
        </message>
        <message>
            <source>tilt the other way</source>
            <translation>andersherum neigen</translation>
        </message>
        <message>
            <source>time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>TIME POINT</source>
            <translation>ZEITPUNKT</translation>
        </message>
        <message>
            <source>time point after</source>
            <translation>nächster Zeitpunkt</translation>
        </message>
        <message>
            <source>time point before</source>
            <translation>voriger Zeitpunkt</translation>
        </message>
        <message>
            <source>time point {label}</source>
            <translation>Zeitpunkt {label}</translation>
        </message>
        <message>
            <source>time point {n}</source>
            <translation>Zeitpunkt {n}</translation>
        </message>
        <message>
            <source>time point {n} of {all}</source>
            <translation>Zeitpunkt {n} von {all}</translation>
        </message>
        <message>
            <source>Time points</source>
            <translation>Zeitpunkte</translation>
        </message>
        <message>
            <source>time points</source>
            <translation>Zeitpunkte</translation>
        </message>
        <message>
            <source>Time points: {dots}</source>
            <translation>Zeitpunkte: {dots}</translation>
        </message>
        <message>
            <source>timing</source>
            <translation>Zeitverlauf</translation>
        </message>
        <message>
            <source>To the patient's left</source>
            <translation>Nach links (Patient)</translation>
        </message>
        <message>
            <source>to the patient's left</source>
            <translation>nach links (Patient)</translation>
        </message>
        <message>
            <source>to the patient's right</source>
            <translation>nach rechts (Patient)</translation>
        </message>
        <message>
            <source>towards the feet</source>
            <translation>fußwärts</translation>
        </message>
        <message>
            <source>Towards the head</source>
            <translation>Kopfwärts</translation>
        </message>
        <message>
            <source>towards the head</source>
            <translation>kopfwärts</translation>
        </message>
        <message>
            <source>treated before it was confirmed</source>
            <translation>behandelt, bevor es bestätigt war</translation>
        </message>
        <message>
            <source>Treatment arm</source>
            <translation>Behandlungsarm</translation>
        </message>
        <message>
            <source>treatment arm</source>
            <translation>Behandlungsarm</translation>
        </message>
        <message>
            <source>trusted</source>
            <translation>verlässlich</translation>
        </message>
        <message>
            <source>Try again.</source>
            <translation>Versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Tube voltage</source>
            <translation>Röhrenspannung</translation>
        </message>
        <message>
            <source>tumour</source>
            <translation>Tumor</translation>
        </message>
        <message>
            <source>tumour therapy began since {first}: {label} seen again does not confirm it</source>
            <translation>seit {first} begann eine Tumortherapie: {label} erneut zu sehen bestätigt es nicht</translation>
        </message>
        <message>
            <source>tumour therapy began: what regresses after it is not taken back</source>
            <translation>Tumortherapie begann: Was danach zurückgeht, wird nicht zurückgenommen</translation>
        </message>
        <message>
            <source>Turn</source>
            <translation>Drehen</translation>
        </message>
        <message>
            <source>turn</source>
            <translation>drehen</translation>
        </message>
        <message>
            <source>Turn 0.1° (Ctrl+drag)</source>
            <translation>Drehen 0,1° (Strg+Ziehen)</translation>
        </message>
        <message>
            <source>Turn about the axis from feet to head</source>
            <translation>Um die Achse von den Füßen zum Kopf drehen</translation>
        </message>
        <message>
            <source>Turn about the axis from front to back</source>
            <translation>Um die Achse von vorn nach hinten drehen</translation>
        </message>
        <message>
            <source>Turn about the axis from right to left</source>
            <translation>Um die Achse von rechts nach links drehen</translation>
        </message>
        <message>
            <source>turn the other way</source>
            <translation>andersherum drehen</translation>
        </message>
        <message>
            <source>turned</source>
            <translation>gekippt</translation>
        </message>
        <message>
            <source>two by two, with subtraction</source>
            <translation>zwei mal zwei, mit Subtraktion</translation>
        </message>
        <message>
            <source>Two findings have the same id.</source>
            <translation>Zwei Befunde haben dieselbe Kennung.</translation>
        </message>
        <message>
            <source>Two images lie in different frames of reference</source>
            <translation>Zwei Bilder liegen in verschiedenen Bezugssystemen</translation>
        </message>
        <message>
            <source>two time points in three planes</source>
            <translation>zwei Zeitpunkte in drei Ebenen</translation>
        </message>
        <message>
            <source>Type both again, or ask the coordinator.</source>
            <translation>Geben Sie beide erneut ein oder fragen Sie den Koordinator.</translation>
        </message>
        <message>
            <source>Type it again.</source>
            <translation>Noch einmal eingeben.</translation>
        </message>
        <message>
            <source>UNBLINDED</source>
            <translation>UNVERBLINDET</translation>
        </message>
        <message>
            <source>UNBLINDED  subjects, dates and arms are shown here</source>
            <translation>UNVERBLINDET  Patienten, Daten und Arme sind hier zu sehen</translation>
        </message>
        <message>
            <source>Unblinded view: subjects, dates and arms are shown here</source>
            <translation>Unverblindete Ansicht: Patienten, Daten und Arme sind hier zu sehen</translation>
        </message>
        <message>
            <source>unconfirmed</source>
            <translation>unbestätigt</translation>
        </message>
        <message>
            <source>unconfirmed events censored at the last clear look</source>
            <translation>unbestätigte Ereignisse beim letzten freien Blick zensiert</translation>
        </message>
        <message>
            <source>unconfirmed events censored at the last clear scan</source>
            <translation>unbestätigte Ereignisse bei der letzten freien Aufnahme zensiert</translation>
        </message>
        <message>
            <source>uncontrolled on the last evaluable MRI</source>
            <translation>auf der letzten beurteilbaren MRT nicht kontrolliert</translation>
        </message>
        <message>
            <source>uncontrolled progression</source>
            <translation>unkontrollierte Progression</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Zurücknehmen</translation>
        </message>
        <message>
            <source>undo the last edit</source>
            <translation>letzte Änderung zurücknehmen</translation>
        </message>
        <message>
            <source>undo the last move</source>
            <translation>letzte Bewegung zurücknehmen</translation>
        </message>
        <message>
            <source>Unforeseen {kind} in {place}</source>
            <translation>Unvorhergesehenes {kind} in {place}</translation>
        </message>
        <message>
            <source>unit</source>
            <translation>Einheit</translation>
        </message>
        <message>
            <source>units</source>
            <translation>Einheiten</translation>
        </message>
        <message>
            <source>units changed</source>
            <translation>geänderte Einheiten</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>unlikely</source>
            <translation>unwahrscheinlich</translation>
        </message>
        <message>
            <source>unlink the view under the mouse, or link it again</source>
            <translation>Ansicht unter der Maus entkoppeln oder wieder koppeln</translation>
        </message>
        <message>
            <source>Unlink this view: it keeps its own slice</source>
            <translation>Diese Ansicht entkoppeln: sie behält ihre eigene Schicht</translation>
        </message>
        <message>
            <source>unlinked</source>
            <translation>entkoppelt</translation>
        </message>
        <message>
            <source>Unpack it yourself, or make it again.</source>
            <translation>Entpacken Sie es selbst oder legen Sie es neu an.</translation>
        </message>
        <message>
            <source>unrelated</source>
            <translation>kein Bezug</translation>
        </message>
        <message>
            <source>unscheduled</source>
            <translation>außerplanmäßig</translation>
        </message>
        <message>
            <source>Use a scan without gantry tilt, or a rigid transform.</source>
            <translation>Nehmen Sie eine Aufnahme ohne Gantry-Kippung oder eine starre Transformation.</translation>
        </message>
        <message>
            <source>Use a scan without tilt.</source>
            <translation>Nehmen Sie eine Aufnahme ohne Kippung.</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>varying labels, margins and rules</source>
            <translation>Label, Säume und Regeln werden verändert</translation>
        </message>
        <message>
            <source>Visit</source>
            <translation>Zeitpunkt</translation>
        </message>
        <message>
            <source>visit</source>
            <translation>Zeitpunkt</translation>
        </message>
        <message>
            <source>visit {n} of {all}</source>
            <translation>Zeitpunkt {n} von {all}</translation>
        </message>
        <message>
            <source>Visit {visit} is not part of this case</source>
            <translation>Zeitpunkt {visit} gehört nicht zu diesem Fall</translation>
        </message>
        <message>
            <source>Visits</source>
            <translation>Zeitpunkte</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>Volumen</translation>
        </message>
        <message>
            <source>volume that receives 25 Gy</source>
            <translation>Volumen, das 25 Gy erhält</translation>
        </message>
        <message>
            <source>Wait until what is being done is done.</source>
            <translation>Warten Sie, bis das Laufende fertig ist.</translation>
        </message>
        <message>
            <source>Wait until what is being done is done; {why}.</source>
            <translation>Warten Sie, bis das Laufende fertig ist; {why}.</translation>
        </message>
        <message>
            <source>Wall unrolled: thickness of the rim; superior is up</source>
            <translation>Wand abgerollt: Dicke des Randsaums; oben ist kranial</translation>
        </message>
        <message>
            <source>WBRT</source>
            <translation>Ganzhirn (WBRT)</translation>
        </message>
        <message>
            <source>Weighing the pose</source>
            <translation>Lage wird gewogen</translation>
        </message>
        <message>
            <source>weighing the pose</source>
            <translation>Lage wird gewogen</translation>
        </message>
        <message>
            <source>what happened</source>
            <translation>was geschah</translation>
        </message>
        <message>
            <source>What was finished is kept; run the command again to go on.</source>
            <translation>Fertiges bleibt erhalten; führen Sie den Befehl erneut aus, um fortzufahren.</translation>
        </message>
        <message>
            <source>What was read does not agree with itself ({what})</source>
            <translation>Das Gelesene widerspricht sich selbst ({what})</translation>
        </message>
        <message>
            <source>What was typed is not saved: Ctrl+S saves it; leave once more, and it is dropped.</source>
            <translation>Das Eingetragene ist nicht gespeichert: Strg+S speichert es; verlassen Sie die Seite noch einmal, so wird es verworfen.</translation>
        </message>
        <message>
            <source>whether the brain was irradiated before the index surgery: a subgroup; with a date only if it was</source>
            <translation>ob das Gehirn vor der Indexoperation bestrahlt wurde: eine Untergruppe; mit Datum nur, wenn es so war</translation>
        </message>
        <message>
            <source>whether the early MRI was suspicious of residual tumour, whatever became of it</source>
            <translation>ob das frühe MRT einen Tumorrest vermuten ließ, was immer daraus wurde</translation>
        </message>
        <message>
            <source>whether the frozen section was malignant</source>
            <translation>ob der Schnellschnitt maligne war</translation>
        </message>
        <message>
            <source>whether the patient had neurological symptoms on that day</source>
            <translation>ob der Patient an diesem Tag neurologische Symptome hatte</translation>
        </message>
        <message>
            <source>whether the place of the cavity was irradiated before its surgery</source>
            <translation>ob der Ort der Höhle vor ihrer Operation bestrahlt wurde</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>Welches</translation>
        </message>
        <message>
            <source>whole head</source>
            <translation>ganzer Kopf</translation>
        </message>
        <message>
            <source>Whole-brain radiotherapy</source>
            <translation>Ganzhirnbestrahlung</translation>
        </message>
        <message>
            <source>whole-brain RT</source>
            <translation>Ganzhirn-RT</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Why not evaluable (needed)</source>
            <translation>Warum nicht beurteilbar (nötig)</translation>
        </message>
        <message>
            <source>WHY THIS DATE?</source>
            <translation>WARUM DIESES DATUM?</translation>
        </message>
        <message>
            <source>Why this date?</source>
            <translation>Warum dieses Datum?</translation>
        </message>
        <message>
            <source>Wide CSV for EZR</source>
            <translation>Breite CSV für EZR</translation>
        </message>
        <message>
            <source>wide: strong enhancement, fat</source>
            <translation>weit: starke Anreicherung, Fett</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>Fenster</translation>
        </message>
        <message>
            <source>withdrawn</source>
            <translation>zurückgezogen</translation>
        </message>
        <message>
            <source>within {mm:.1f} mm, estimated</source>
            <translation>höchstens {mm:.1f} mm, geschätzt</translation>
        </message>
        <message>
            <source>Without a surgery date the row has dates, and no times.</source>
            <translation>Ohne Operationsdatum hat die Zeile Daten, aber keine Zeiten.</translation>
        </message>
        <message>
            <source>Worklist</source>
            <translation>Arbeitsliste</translation>
        </message>
        <message>
            <source>Wound complication</source>
            <translation>Wundkomplikation</translation>
        </message>
        <message>
            <source>Write agreement …</source>
            <translation>Übereinstimmung schreiben …</translation>
        </message>
        <message>
            <source>Write events …</source>
            <translation>Ereignisse schreiben …</translation>
        </message>
        <message>
            <source>Write it anew with rimread events.</source>
            <translation>Sie mit rimread events neu schreiben.</translation>
        </message>
        <message>
            <source>write what is shown to a folder</source>
            <translation>das Gezeigte in einen Ordner schreiben</translation>
        </message>
        <message>
            <source>Write what is shown to a folder, key Ctrl+S</source>
            <translation>Das Gezeigte in einen Ordner schreiben, Taste Strg+S</translation>
        </message>
        <message>
            <source>Write …</source>
            <translation>Schreiben …</translation>
        </message>
        <message>
            <source>Writing</source>
            <translation>Wird geschrieben</translation>
        </message>
        <message>
            <source>Writing the events</source>
            <translation>Ereignisse werden geschrieben</translation>
        </message>
        <message>
            <source>Written, every reader in it: {names}.</source>
            <translation>Geschrieben, mit jedem Befunder: {names}.</translation>
        </message>
        <message>
            <source>XLSX workbook: events, labels, ADTTE, agreement, dictionary</source>
            <translation>XLSX-Arbeitsmappe: Ereignisse, Labels, ADTTE, Übereinstimmung, Verzeichnis</translation>
        </message>
        <message>
            <source>years</source>
            <translation>Jahre</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>YYYY-MM-DD</source>
            <translation>JJJJ-MM-TT</translation>
        </message>
        <message>
            <source>{arm}: % (95 % CI) [at risk]</source>
            <translation>{arm}: % (95-%-KI) [unter Risiko]</translation>
        </message>
        <message>
            <source>{arm}: cumulative incidence</source>
            <translation>{arm}: kumulative Inzidenz</translation>
        </message>
        <message>
            <source>{cavity} enhancing within {mm:g} mm</source>
            <translation>{cavity} anreichernd innerhalb {mm:g} mm</translation>
        </message>
        <message>
            <source>{cavity} rim, greatest</source>
            <translation>{cavity} Randsaum, größter</translation>
        </message>
        <message>
            <source>{cavity} rim, mean</source>
            <translation>{cavity} Randsaum, Mittel</translation>
        </message>
        <message>
            <source>{cavity} saved as version {version}: {ml:.2f} ml.</source>
            <translation>{cavity} als Version {version} gespeichert: {ml:.2f} ml.</translation>
        </message>
        <message>
            <source>{cavity} was operated on again, histology: {histology}</source>
            <translation>{cavity} wurde erneut operiert, Histologie: {histology}</translation>
        </message>
        <message>
            <source>{command}, key {key}</source>
            <translation>{command}, Taste {key}</translation>
        </message>
        <message>
            <source>{count} of the accounts named cannot read: unknown, or with another role</source>
            <translation>{count} der genannten Konten können nicht befunden: unbekannt oder mit anderer Rolle</translation>
        </message>
        <message>
            <source>{count} of the subjects named have no scans</source>
            <translation>{count} der genannten Patienten haben keine Aufnahmen</translation>
        </message>
        <message>
            <source>{days} days after {first} it is too early to confirm {label} or to take it back</source>
            <translation>{days} Tage nach {first} ist es zu früh, {label} zu bestätigen oder zurückzunehmen</translation>
        </message>
        <message>
            <source>{day} (day {days}, {months} months), brain: {labels} – {words}.</source>
            <translation>{day} (Tag {days}, {months} Monate), Hirn: {labels} – {words}.</translation>
        </message>
        <message>
            <source>{day} (day {days}, {months} months), clinical table: {what}.</source>
            <translation>{day} (Tag {days}, {months} Monate), klinische Tabelle: {what}.</translation>
        </message>
        <message>
            <source>{day} (day {days}, {months} months), {place}: {labels} – {words}.</source>
            <translation>{day} (Tag {days}, {months} Monate), {place}: {labels} – {words}.</translation>
        </message>
        <message>
            <source>{endpoint} by cavity</source>
            <translation>{endpoint} je Höhle</translation>
        </message>
        <message>
            <source>{endpoint} by patient</source>
            <translation>{endpoint} je Patient</translation>
        </message>
        <message>
            <source>{event}, on {day}, after {n} missed scans: censored before it</source>
            <translation>{event}, am {day}, nach {n} versäumten Aufnahmen: davor zensiert</translation>
        </message>
        <message>
            <source>{event}, on {day}, on the boundary of the margin: censored before it</source>
            <translation>{event}, am {day}, an der Grenze des Saums: davor zensiert</translation>
        </message>
        <message>
            <source>{figure} (limits not estimable)</source>
            <translation>{figure} (Grenzen nicht schätzbar)</translation>
        </message>
        <message>
            <source>{files} files that hold no image were passed over</source>
            <translation>{files} Dateien ohne Bild wurden übergangen</translation>
        </message>
        <message>
            <source>{found} stored series fit</source>
            <translation>{found} gespeicherte Serien passen</translation>
        </message>
        <message>
            <source>{group}: n = {n}, events {events}, died without {died}</source>
            <translation>{group}: n = {n}, Ereignisse {events}, ohne Ereignis verstorben {died}</translation>
        </message>
        <message>
            <source>{help} shows every key.</source>
            <translation>{help} zeigt alle Tasten.</translation>
        </message>
        <message>
            <source>{images} MR images are cut short or damaged in their header and were left out</source>
            <translation>{images} MR-Bilder sind abgeschnitten oder im Kopf beschädigt und wurden ausgelassen</translation>
        </message>
        <message>
            <source>{images} {modality} images were passed over</source>
            <translation>{images} {modality}-Bilder wurden übergangen</translation>
        </message>
        <message>
            <source>{key} keys</source>
            <translation>{key} Tasten</translation>
        </message>
        <message>
            <source>{labels} of {day} is unconfirmed ({how}): censored before it</source>
            <translation>{labels} vom {day} ist unbestätigt ({how}): davor zensiert</translation>
        </message>
        <message>
            <source>{label} is first shown here</source>
            <translation>{label} zeigt sich hier zuerst</translation>
        </message>
        <message>
            <source>{label} is growth of a metastasis known before</source>
            <translation>{label} ist Wachstum einer vorher bekannten Metastase</translation>
        </message>
        <message>
            <source>{label} is proven without a scan: {how}</source>
            <translation>{label} ist ohne Aufnahme bewiesen: {how}</translation>
        </message>
        <message>
            <source>{label} is read with too little certainty</source>
            <translation>{label} ist mit zu geringer Sicherheit befundet</translation>
        </message>
        <message>
            <source>{label} mo</source>
            <translation>{label} Mon.</translation>
        </message>
        <message>
            <source>{label} months</source>
            <translation>{label} Monate</translation>
        </message>
        <message>
            <source>{label} on the early scan is residual tumour, no progression</source>
            <translation>{label} auf der frühen Aufnahme ist Resttumor, keine Progression</translation>
        </message>
        <message>
            <source>{label} turned out as RN of the same lesion: RN from here</source>
            <translation>{label} erwies sich als RN derselben Läsion: RN ab hier</translation>
        </message>
        <message>
            <source>{label}: uncontrolled</source>
            <translation>{label}: unkontrolliert</translation>
        </message>
        <message>
            <source>{leave} or {help} closes. Nothing on this page is lost.</source>
            <translation>{leave} oder {help} schließt. Nichts auf dieser Seite geht verloren.</translation>
        </message>
        <message>
            <source>{lesion} has no distance by the present registration: mark it again.</source>
            <translation>{lesion} hat nach der jetzigen Registrierung keinen Abstand: Markieren Sie sie erneut.</translation>
        </message>
        <message>
            <source>{lesion} is marked and has no label yet.</source>
            <translation>{lesion} ist markiert und hat noch kein Label.</translation>
        </message>
        <message>
            <source>{lesion} lies {mm} mm from the baseline cavity, inside the {margin} mm margin: DP does not fit.</source>
            <translation>{lesion} liegt {mm} mm von der Ausgangshöhle, innerhalb des {margin}-mm-Saums: DP passt nicht.</translation>
        </message>
        <message>
            <source>{lesion} lies {mm} mm from the baseline cavity, outside the {margin} mm margin: LP does not fit.</source>
            <translation>{lesion} liegt {mm} mm von der Ausgangshöhle, außerhalb des {margin}-mm-Saums: LP passt nicht.</translation>
        </message>
        <message>
            <source>{lesion} longest diameter</source>
            <translation>{lesion} längster Durchmesser</translation>
        </message>
        <message>
            <source>{lesion} volume</source>
            <translation>{lesion} Volumen</translation>
        </message>
        <message>
            <source>{lesion} was seen before, and nothing is said of it here.</source>
            <translation>{lesion} war früher zu sehen und ist hier nicht beurteilt.</translation>
        </message>
        <message>
            <source>{lesion}, confirmed, {mm} mm from the cavity</source>
            <translation>{lesion}, bestätigt, {mm} mm von der Höhle</translation>
        </message>
        <message>
            <source>{lesion}, {mm} mm from the cavity</source>
            <translation>{lesion}, {mm} mm von der Höhle</translation>
        </message>
        <message>
            <source>{lesion}, {mm} mm from the cavity, boundary</source>
            <translation>{lesion}, {mm} mm von der Höhle, Grenzfall</translation>
        </message>
        <message>
            <source>{line} No picture was saved: save it in another folder.</source>
            <translation>{line} Es wurde kein Bild gespeichert: in einem anderen Ordner speichern.</translation>
        </message>
        <message>
            <source>{minutes}:{seconds:02d} min</source>
            <translation>{minutes}:{seconds:02d} min</translation>
        </message>
        <message>
            <source>{ml:.2f} ml drawn</source>
            <translation>{ml:.2f} ml gezeichnet</translation>
        </message>
        <message>
            <source>{mm:.1f} mm from {cavity}</source>
            <translation>{mm:.1f} mm von {cavity}</translation>
        </message>
        <message>
            <source>{months:+.1f} mo</source>
            <translation>{months:+.1f} Mon.</translation>
        </message>
        <message>
            <source>{months} months, {n} at risk</source>
            <translation>{months} Monate, {n} unter Risiko</translation>
        </message>
        <message>
            <source>{name} current</source>
            <translation>{name} aktuell</translation>
        </message>
        <message>
            <source>{name}, key {key}</source>
            <translation>{name}, Taste {key}</translation>
        </message>
        <message>
            <source>{name}, read again</source>
            <translation>{name}, erneut befundet</translation>
        </message>
        <message>
            <source>{near:.1f} to {far:.1f} mm from the cavity surface, margin {margin:g} mm</source>
            <translation>{near:.1f} bis {far:.1f} mm von der Höhlenoberfläche, Saum {margin:g} mm</translation>
        </message>
        <message>
            <source>{n} cell cannot be used yet</source>
            <translation>{n} Zelle ist noch nicht verwendbar</translation>
        </message>
        <message>
            <source>{n} cells cannot be used yet</source>
            <translation>{n} Zellen sind noch nicht verwendbar</translation>
        </message>
        <message>
            <source>{n} disagreement</source>
            <translation>{n} Abweichung</translation>
        </message>
        <message>
            <source>{n} disagreements</source>
            <translation>{n} Abweichungen</translation>
        </message>
        <message>
            <source>{n} event</source>
            <translation>{n} Ereignis</translation>
        </message>
        <message>
            <source>{n} events</source>
            <translation>{n} Ereignisse</translation>
        </message>
        <message>
            <source>{n} file</source>
            <translation>{n} Datei</translation>
        </message>
        <message>
            <source>{n} files</source>
            <translation>{n} Dateien</translation>
        </message>
        <message>
            <source>{n} mg/day</source>
            <translation>{n} mg/Tag</translation>
        </message>
        <message>
            <source>{n} of them are not to be trusted.</source>
            <translation>{n} davon sind nicht verlässlich.</translation>
        </message>
        <message>
            <source>{n} of them is not to be trusted.</source>
            <translation>{n} davon ist nicht verlässlich.</translation>
        </message>
        <message>
            <source>{n} of {all} cases are not wholly registered: distances and subtractions are switched off there</source>
            <translation>{n} von {all} Fällen sind nicht vollständig registriert: Abstände und Subtraktionen sind dort abgeschaltet</translation>
        </message>
        <message>
            <source>{n} of {all} cases have no cavity on the baseline scan: no distance is measured there, and a cavity can be labelled only where the clinical table names its surgery</source>
            <translation>{n} von {all} Fällen haben keine Höhle im Ausgangsscan: Dort werden keine Abstände gemessen, und eine Höhle erhält nur ein Label, wo die klinische Tabelle ihre Operation nennt</translation>
        </message>
        <message>
            <source>{n} of {all} read</source>
            <translation>{n} von {all} befundet</translation>
        </message>
        <message>
            <source>{n} of {all} shown</source>
            <translation>{n} von {all} gezeigt</translation>
        </message>
        <message>
            <source>{n} of {all} signed</source>
            <translation>{n} von {all} signiert</translation>
        </message>
        <message>
            <source>{n} of {all} visits registered</source>
            <translation>{n} von {all} Zeitpunkten registriert</translation>
        </message>
        <message>
            <source>{n} read</source>
            <translation>{n} Befundung</translation>
        </message>
        <message>
            <source>{n} reads</source>
            <translation>{n} Befundungen</translation>
        </message>
        <message>
            <source>{n} row</source>
            <translation>{n} Zeile</translation>
        </message>
        <message>
            <source>{n} rows</source>
            <translation>{n} Zeilen</translation>
        </message>
        <message>
            <source>{n} slices of {size} mm</source>
            <translation>{n} Schichten zu {size} mm</translation>
        </message>
        <message>
            <source>{n} subject</source>
            <translation>{n} Patient</translation>
        </message>
        <message>
            <source>{n} subject is missing, who has scans but no signed read.</source>
            <translation>{n} Patient fehlt: mit Aufnahmen, aber ohne signierte Befundung.</translation>
        </message>
        <message>
            <source>{n} subjects</source>
            <translation>{n} Patienten</translation>
        </message>
        <message>
            <source>{n} subjects are missing, who have scans but no signed read.</source>
            <translation>{n} Patienten fehlen: mit Aufnahmen, aber ohne signierte Befundung.</translation>
        </message>
        <message>
            <source>{n} time point</source>
            <translation>{n} Zeitpunkt</translation>
        </message>
        <message>
            <source>{n} time points</source>
            <translation>{n} Zeitpunkte</translation>
        </message>
        <message>
            <source>{n} visit</source>
            <translation>{n} Zeitpunkt</translation>
        </message>
        <message>
            <source>{n} visits</source>
            <translation>{n} Zeitpunkte</translation>
        </message>
        <message>
            <source>{n} years</source>
            <translation>{n} Jahre</translation>
        </message>
        <message>
            <source>{n}/{all} events</source>
            <translation>{n}/{all} Ereignisse</translation>
        </message>
        <message>
            <source>{one} and {other}</source>
            <translation>{one} und {other}</translation>
        </message>
        <message>
            <source>{place} has no label.</source>
            <translation>{place} hat kein Label.</translation>
        </message>
        <message>
            <source>{place}: LP together with RN needs a basis, histology or adjudication.</source>
            <translation>{place}: LP zusammen mit RN braucht eine Grundlage, Histologie oder Adjudikation.</translation>
        </message>
        <message>
            <source>{place}: {label} and {other} exclude each other for the same enhancement.</source>
            <translation>{place}: {label} und {other} schließen einander für dieselbe Anreicherung aus.</translation>
        </message>
        <message>
            <source>{place}: {label} excludes every other label.</source>
            <translation>{place}: {label} schließt jedes andere Label aus.</translation>
        </message>
        <message>
            <source>{place}: {side} there</source>
            <translation>{place}: dort {side}</translation>
        </message>
        <message>
            <source>{place}: {side}, but within doubt of the {margin:g} mm line: to be adjudicated</source>
            <translation>{place}: {side}, aber im Zweifelsbereich der {margin:g}-mm-Linie: zu adjudizieren</translation>
        </message>
        <message>
            <source>{place}: {side}; would change if the {what} were off by {mm:.1f} mm</source>
            <translation>{place}: {side}; anders bei Abweichung ({what}) um {mm:.1f} mm</translation>
        </message>
        <message>
            <source>{reads} assigned.</source>
            <translation>{reads} zugeteilt.</translation>
        </message>
        <message>
            <source>{remark}.  {key} ends it.</source>
            <translation>{remark}.  {key} beendet es.</translation>
        </message>
        <message>
            <source>{remark}.  {less} and {more} change it; {key} ends it.</source>
            <translation>{remark}.  {less} und {more} ändern es; {key} beendet es.</translation>
        </message>
        <message>
            <source>{rows} of {subjects} read.</source>
            <translation>{rows} zu {subjects} gelesen.</translation>
        </message>
        <message>
            <source>{scans} series carry another date than the one given with --date, and keep their own</source>
            <translation>{scans} Serien tragen ein anderes Datum als das mit --date angegebene und behalten ihr eigenes</translation>
        </message>
        <message>
            <source>{scans} series were added to {date}; its chosen scan was kept</source>
            <translation>{scans} Serien kamen zum {date} hinzu; die gewählte Aufnahme bleibt</translation>
        </message>
        <message>
            <source>{scans} series were in the study already</source>
            <translation>{scans} Serien waren schon in der Studie</translation>
        </message>
        <message>
            <source>{series} ({n} slices)</source>
            <translation>{series} ({n} Schichten)</translation>
        </message>
        <message>
            <source>{series} cannot be used</source>
            <translation>{series} ist nicht nutzbar</translation>
        </message>
        <message>
            <source>{series}: an image of {dimensions} dimensions</source>
            <translation>{series}: ein Bild mit {dimensions} Dimensionen</translation>
        </message>
        <message>
            <source>{series}: no whole NIfTI file ({fault})</source>
            <translation>{series}: keine ganze NIfTI-Datei ({fault})</translation>
        </message>
        <message>
            <source>{series}: pixel values {lowest:.4g} to {highest:.4g} cannot be right</source>
            <translation>{series}: Pixelwerte von {lowest:.4g} bis {highest:.4g} können nicht stimmen</translation>
        </message>
        <message>
            <source>{series}: study date and acquisition date lie {days} days apart; the study date was taken</source>
            <translation>{series}: Studien- und Aufnahmedatum liegen {days} Tage auseinander; das Studiendatum gilt</translation>
        </message>
        <message>
            <source>{series}: the distance between slices changes from {least_mm:.2f} to {greatest_mm:.2f} mm</source>
            <translation>{series}: Der Schichtabstand schwankt von {least_mm:.2f} bis {greatest_mm:.2f} mm</translation>
        </message>
        <message>
            <source>{series}: the images are not parallel ({degrees:.1f} degrees)</source>
            <translation>{series}: Die Bilder sind nicht parallel ({degrees:.1f} Grad)</translation>
        </message>
        <message>
            <source>{series}: the images differ in {what}</source>
            <translation>{series}: Die Bilder unterscheiden sich in {what}</translation>
        </message>
        <message>
            <source>{series}: the images name {frames} frames of reference</source>
            <translation>{series}: Die Bilder nennen {frames} Bezugssysteme</translation>
        </message>
        <message>
            <source>{series}: the pixels cannot be decoded ({syntax})</source>
            <translation>{series}: Die Pixel sind nicht dekodierbar ({syntax})</translation>
        </message>
        <message>
            <source>{series}: the slices are stacked {degrees:.1f} degrees off their normal</source>
            <translation>{series}: Die Schichten sind {degrees:.1f} Grad schräg gestapelt</translation>
        </message>
        <message>
            <source>{series}: the two geometries in its header lie {distance_mm:.1f} mm apart</source>
            <translation>{series}: Die beiden Geometrien im Kopf liegen {distance_mm:.1f} mm auseinander</translation>
        </message>
        <message>
            <source>{series}: voxels {spacing_mm:.3g} mm apart are no brain scan</source>
            <translation>{series}: Voxel mit {spacing_mm:.3g} mm Abstand sind keine Hirnaufnahme</translation>
        </message>
        <message>
            <source>{series}: {images} files end before their pixels do</source>
            <translation>{series}: {images} Dateien enden vor ihren Pixeln</translation>
        </message>
        <message>
            <source>{series}: {images} images lie at {places} places</source>
            <translation>{series}: {images} Bilder liegen an {places} Orten</translation>
        </message>
        <message>
            <source>{series}: {missing} slices are missing (a gap of {gap_mm:.1f} mm where slices lie {spacing_mm:.1f} mm apart)</source>
            <translation>{series}: {missing} Schichten fehlen (eine Lücke von {gap_mm:.1f} mm bei {spacing_mm:.1f} mm Schichtabstand)</translation>
        </message>
        <message>
            <source>{series}: {slices} slices where a volume needs {needed}</source>
            <translation>{series}: {slices} Schichten, ein Volumen braucht {needed}</translation>
        </message>
        <message>
            <source>{series}: {what} images are no volume</source>
            <translation>{series}: {what}-Bilder sind kein Volumen</translation>
        </message>
        <message>
            <source>{series}: {what} is missing or unusable</source>
            <translation>{series}: {what} fehlt oder ist unbrauchbar</translation>
        </message>
        <message>
            <source>{slice}, {mm} mm apart</source>
            <translation>{slice}, {mm} mm Abstand</translation>
        </message>
        <message>
            <source>{tool}: {meaning}, key {key}</source>
            <translation>{tool}: {meaning}, Taste {key}</translation>
        </message>
        <message>
            <source>{up} {down} step through {plane} slices ({key} changes). Right drag: window. {help} shows every key.</source>
            <translation>{up} {down} blättern {plane} ({key} wechselt). Rechts ziehen: Fenster. {help} zeigt alle Tasten.</translation>
        </message>
        <message>
            <source>{value} ({low} to {high}){more}</source>
            <translation>{value} ({low} bis {high}){more}</translation>
        </message>
        <message>
            <source>{visits} registered.</source>
            <translation>{visits} registriert.</translation>
        </message>
        <message>
            <source>{volumes} imported.</source>
            <translation>{volumes} importiert.</translation>
        </message>
        <message>
            <source>{what} lies {days_before} days before the surgery it is counted from (read number {read_number} in the order of rimread reads export; 0: a subject without any read)</source>
            <translation>{what} liegt {days_before} Tage vor der Operation, ab der gezählt wird (Befundung Nummer {read_number} in der Reihenfolge von rimread reads export; 0: ein Patient ohne Befundung)</translation>
        </message>
        <message>
            <source>{what}: place in doubt</source>
            <translation>{what}: Ort unsicher</translation>
        </message>
        <message>
            <source>{where}: {code}, {meaning}, key {key}</source>
            <translation>{where}: {code}, {meaning}, Taste {key}</translation>
        </message>
        <message>
            <source>±{mm:.1f} mm, estimated</source>
            <translation>±{mm:.1f} mm, geschätzt</translation>
        </message>
        <message>
            <source>‹ Back  {key}</source>
            <translation>‹ Zurück  {key}</translation>
        </message>
        <message>
            <source>‹ Study</source>
            <translation>‹ Studie</translation>
        </message>
        <message>
            <source>↑↓ choose a case, Enter opens it.</source>
            <translation>↑↓ wählt einen Fall, Eingabe öffnet ihn.</translation>
        </message>
        <message>
            <source>≥ {mm:g} mm    ○ thickest    grey: unknown</source>
            <translation>≥ {mm:g} mm    ○ dickste Stelle    grau: unbekannt</translation>
        </message>
        <message>
            <source>● NOT SAVED</source>
            <translation>● NICHT GESPEICHERT</translation>
        </message>
        <message>
            <source>● saved</source>
            <translation>● gespeichert</translation>
        </message>
    </context>
</TS>
