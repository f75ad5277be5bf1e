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
            <source>A newer RimRead made this ledger</source>
            <translation>Ein neueres RimRead hat dieses Protokoll angelegt</translation>
        </message>
        <message>
            <source>A newer RimRead made this study (layout {layout})</source>
            <translation>Ein neueres RimRead hat diese Studie angelegt (Aufbau {layout})</translation>
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
            <source>A stored {what} is missing ({content_id:.12})</source>
            <translation>Gespeichertes fehlt: {what} ({content_id:.12})</translation>
        </message>
        <message>
            <source>A stored {what} was changed after it was entered ({content_id:.12})</source>
            <translation>Gespeichertes wurde nach dem Eintrag verändert: {what} ({content_id:.12})</translation>
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
            <source>agreement.csv written: {rows}; disagreements.html: {found}.</source>
            <translation>agreement.csv geschrieben: {rows}; disagreements.html: {found}.</translation>
        </message>
        <message>
            <source>All time points are locked</source>
            <translation>Alle Zeitpunkte sind abgeschlossen</translation>
        </message>
        <message>
            <source>An account name has letters, digits, - _ and . only, at most {longest} of them</source>
            <translation>Ein Kontoname hat nur Buchstaben, Ziffern, - _ und ., höchstens {longest} Zeichen</translation>
        </message>
        <message>
            <source>Another process held the ledger for {seconds:.0f} s</source>
            <translation>Ein anderer Prozess hielt das Protokoll {seconds:.0f} s lang fest</translation>
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
            <source>Applicator sphere</source>
            <translation>Applikatorkugel</translation>
        </message>
        <message>
            <source>arm unknown</source>
            <translation>Arm unbekannt</translation>
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
            <source>before contrast</source>
            <translation>vor Kontrastmittel</translation>
        </message>
        <message>
            <source>Before locking: {reason}</source>
            <translation>Vor dem Abschließen: {reason}</translation>
        </message>
        <message>
            <source>begun</source>
            <translation>begonnen</translation>
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
            <source>BRUSH RADIUS</source>
            <translation>PINSELRADIUS</translation>
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
            <source>Changes</source>
            <translation>Wechsel</translation>
        </message>
        <message>
            <source>charter v{version}</source>
            <translation>Studienregeln v{version}</translation>
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
            <source>Click inside the bright lesion, or draw its outline with the brush.</source>
            <translation>Klicken Sie in die helle Läsion oder zeichnen Sie ihren Umriss mit dem Pinsel.</translation>
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
            <source>Click nearer to the middle of the lesion, or draw its outline with the brush.</source>
            <translation>Klicken Sie näher zur Mitte der Läsion oder zeichnen Sie ihren Umriss mit dem Pinsel.</translation>
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
            <source>COMPARE</source>
            <translation>VERGLEICHEN</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <source>Complete it, then lock it.</source>
            <translation>Vervollständigen Sie ihn, dann schließen Sie ihn ab.</translation>
        </message>
        <message>
            <source>confirmed</source>
            <translation>bestätigt</translation>
        </message>
        <message>
            <source>Contour being drawn</source>
            <translation>Kontur in Arbeit</translation>
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
            <source>crosshair on / off</source>
            <translation>Fadenkreuz ein / aus</translation>
        </message>
        <message>
            <source>Ctrl</source>
            <translation>Strg</translation>
        </message>
        <message>
            <source>Cumulative incidence, death competing</source>
            <translation>Kumulative Inzidenz, Tod konkurrierend</translation>
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
            <source>Date of the scan (YYYY-MM-DD)</source>
            <translation>Datum der Aufnahme (JJJJ-MM-TT)</translation>
        </message>
        <message>
            <source>Days before a re-read opens</source>
            <translation>Tage bis zur Öffnung einer Zweitbefundung</translation>
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
            <source>Del</source>
            <translation>Entf</translation>
        </message>
        <message>
            <source>Delete {what}</source>
            <translation>{what} löschen</translation>
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
            <source>distance from the cavity surface, mm</source>
            <translation>Abstand von der Höhlenoberfläche, mm</translation>
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
            <source>distant progression</source>
            <translation>Fernprogress</translation>
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
            <source>Drag a picture to shift, Ctrl+drag to turn about the cavity.</source>
            <translation>Bild ziehen verschiebt, Strg+Ziehen dreht um die Höhle.</translation>
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
            <source>early marginal treatment-type enhancement</source>
            <translation>frühe randständige therapietypische Anreicherung</translation>
        </message>
        <message>
            <source>early post-op</source>
            <translation>früh post-op</translation>
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
            <source>enlarge (Ctrl+wheel)</source>
            <translation>vergrößern (Strg+Rad)</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>Eingabe</translation>
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
            <source>Esc</source>
            <translation>Esc</translation>
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
            <source>faster; edge right; larger; more baseline</source>
            <translation>schneller; Kante rechts; größer; mehr Ausgangsaufnahme</translation>
        </message>
        <message>
            <source>faster; edge to the right; larger squares; more baseline</source>
            <translation>schneller; Kante nach rechts; größere Felder; mehr Ausgangsaufnahme</translation>
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
            <source>film strip: every time point in one plane (P)</source>
            <translation>Filmstreifen: alle Zeitpunkte in einer Ebene (P)</translation>
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
            <source>Finish</source>
            <translation>Beenden</translation>
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
            <source>forward and backward registration differ by {mm} mm</source>
            <translation>Hin- und Rückregistrierung unterscheiden sich um {mm} mm</translation>
        </message>
        <message>
            <source>forwards</source>
            <translation>nach vorn</translation>
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
            <source>From here the fit leads nowhere to be trusted: {reason}.</source>
            <translation>Von hier aus führt die Anpassung zu nichts Verlässlichem: {reason}.</translation>
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
            <source>Gray</source>
            <translation>Gray</translation>
        </message>
        <message>
            <source>Grow</source>
            <translation>Füllen</translation>
        </message>
        <message>
            <source>Growing the cavity</source>
            <translation>Höhle wird gefüllt</translation>
        </message>
        <message>
            <source>has no label yet</source>
            <translation>hat noch kein Label</translation>
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
            <source>Home</source>
            <translation>Pos1</translation>
        </message>
        <message>
            <source>I have read {case}; its time points are as I saw them.
Your password signs it:</source>
            <translation>Ich habe {case} befundet; die Zeitpunkte sind, wie ich sie gesehen habe.
Ihr Passwort signiert die Befundung:</translation>
        </message>
        <message>
            <source>Images of {patients} other patients were passed over</source>
            <translation>Bilder von {patients} anderen Patienten wurden übergangen</translation>
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
            <source>in progress, {n} locked</source>
            <translation>in Arbeit, {n} abgeschlossen</translation>
        </message>
        <message>
            <source>in progress, {n} of {all} locked</source>
            <translation>in Arbeit, {n} von {all} abgeschlossen</translation>
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
            <source>Label</source>
            <translation>Label</translation>
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
            <source>Language</source>
            <translation>Sprache</translation>
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
            <translation>xlsx weglassen: Die Formate events und adtte fassen beliebig viele Zeilen.</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>Links</translation>
        </message>
        <message>
            <source>legend on / off</source>
            <translation>Legende ein / aus</translation>
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
            <source>link every view again</source>
            <translation>alle Ansichten wieder koppeln</translation>
        </message>
        <message>
            <source>Link this view with the others again</source>
            <translation>Diese Ansicht wieder mit den anderen koppeln</translation>
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
            <source>local progression</source>
            <translation>Lokalrezidiv</translation>
        </message>
        <message>
            <source>Lock</source>
            <translation>Abschließen</translation>
        </message>
        <message>
            <source>Lock     {key}</source>
            <translation>Abschließen     {key}</translation>
        </message>
        <message>
            <source>Lock and open the next     {key}</source>
            <translation>Abschließen, nächsten öffnen     {key}</translation>
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
            <source>LP  local progression</source>
            <translation>LP  Lokalrezidiv</translation>
        </message>
        <message>
            <source>LP with RN: basis</source>
            <translation>LP mit RN: Grundlage</translation>
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
            <source>no evidence of disease</source>
            <translation>kein Tumornachweis</translation>
        </message>
        <message>
            <source>no head can be made out in {which}</source>
            <translation>in {which} ist kein Kopf zu erkennen</translation>
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
            <source>no surgery date</source>
            <translation>kein Operationsdatum</translation>
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
            <source>none yet</source>
            <translation>noch keine</translation>
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
            <source>Nothing needs to be done if the MR series are complete.</source>
            <translation>Nichts zu tun, wenn die MR-Serien vollständig sind.</translation>
        </message>
        <message>
            <source>Nothing needs to be done if they are not scans.</source>
            <translation>Nichts zu tun, wenn es keine Aufnahmen sind.</translation>
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
            <source>Number at risk</source>
            <translation>Unter Risiko</translation>
        </message>
        <message>
            <source>one large picture (P: its plane)</source>
            <translation>ein großes Bild (P: seine Ebene)</translation>
        </message>
        <message>
            <source>one scan explains only {share} of the other, as with another person's head or noise</source>
            <translation>eine Aufnahme erklärt nur {share} der anderen, wie beim Kopf einer anderen Person oder bei Rauschen</translation>
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
            <source>Origin</source>
            <translation>Herkunft</translation>
        </message>
        <message>
            <source>Others added to the ledger meanwhile</source>
            <translation>Andere haben inzwischen in das Protokoll geschrieben</translation>
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
            <source>Pattern</source>
            <translation>Muster</translation>
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
            <source>Please report this line.</source>
            <translation>Bitte melden Sie diese Zeile.</translation>
        </message>
        <message>
            <source>PNG (*.png)</source>
            <translation>PNG (*.png)</translation>
        </message>
        <message>
            <source>Post − pre contrast</source>
            <translation>Nach − vor Kontrastmittel</translation>
        </message>
        <message>
            <source>post − pre contrast here / since the baseline</source>
            <translation>nach − vor Kontrastmittel hier / seit dem Ausgangsaufnahme</translation>
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
            <source>Proposed: {ml:.1f} ml. Correct it with brush and eraser, then save.</source>
            <translation>Vorschlag: {ml:.1f} ml. Mit Pinsel und Radierer korrigieren, dann speichern.</translation>
        </message>
        <message>
            <source>provisional</source>
            <translation>vorläufig</translation>
        </message>
        <message>
            <source>Put it on a local disk; PostgreSQL, in a later version, is for several workstations.</source>
            <translation>Legen Sie sie auf eine lokale Platte; PostgreSQL, in einer späteren Version, ist für mehrere Arbeitsplätze.</translation>
        </message>
        <message>
            <source>radionecrosis</source>
            <translation>Radionekrose</translation>
        </message>
        <message>
            <source>Radius of the brush, mm</source>
            <translation>Radius des Pinsels, mm</translation>
        </message>
        <message>
            <source>reaches {mm:.1f} mm into {cavity}</source>
            <translation>reicht {mm:.1f} mm in das Innere {cavity}</translation>
        </message>
        <message>
            <source>Read another case now.</source>
            <translation>Befunden Sie jetzt einen anderen Fall.</translation>
        </message>
        <message>
            <source>Read number {read_number} holds a scan made {days_after} days after the recorded death</source>
            <translation>Befundung Nummer {read_number} enthält eine Aufnahme {days_after} Tage nach dem verzeichneten Tod</translation>
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
            <source>READERS</source>
            <translation>BEFUNDER</translation>
        </message>
        <message>
            <source>Readers can sign in.</source>
            <translation>Die Befunder können sich anmelden.</translation>
        </message>
        <message>
            <source>Readers see cases under codes only; coordinators see everything.</source>
            <translation>Befunder sehen Fälle nur unter Codes; Koordinatoren sehen alles.</translation>
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
            <source>Reads serial MRI after brain-metastasis surgery and cavity irradiation: what happened at the rim of the cavity, when, and how sure are we? Research software; no medical device.</source>
            <translation>Befundet serielle MRT nach Operation von Hirnmetastasen und Bestrahlung der Resektionshöhle: Was geschah am Rand der Höhle, wann, und wie sicher sind wir? Forschungssoftware; kein Medizinprodukt.</translation>
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
            <source>RECENT STUDIES</source>
            <translation>LETZTE STUDIEN</translation>
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
            <source>RT planning</source>
            <translation>RT-Planung</translation>
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
            <source>Save the contour</source>
            <translation>Umriss speichern</translation>
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
            <source>Scan, registration or cavity of this case were changed while it was read</source>
            <translation>Aufnahme, Registrierung oder Höhle dieses Falls wurden während des Befundens geändert</translation>
        </message>
        <message>
            <source>Scan, registration or cavity were changed since lesions were marked here: their distances no longer hold. Mark them again.</source>
            <translation>Aufnahme, Registrierung oder Höhle wurden geändert, seit hier Läsionen markiert wurden: Ihre Abstände gelten nicht mehr. Markieren Sie sie erneut.</translation>
        </message>
        <message>
            <source>scanning synthetic patients</source>
            <translation>synthetische Patienten werden aufgenommen</translation>
        </message>
        <message>
            <source>Scans (*.nii *.nii.gz *.zip);;All files (*)</source>
            <translation>Aufnahmen (*.nii *.nii.gz *.zip);;Alle Dateien (*)</translation>
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
            <source>Shaded: {mm:.1f} mm on either side of the margin's line, where inside and outside are a close call.</source>
            <translation>Schattiert: {mm:.1f} mm beiderseits der Saumlinie, wo innen und außen knapp beieinanderliegen.</translation>
        </message>
        <message>
            <source>Shift</source>
            <translation>Umschalt</translation>
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
            <source>Signed. This read never changes; return to the worklist for the next case.</source>
            <translation>Signiert. Diese Befundung ändert sich nie mehr; zum nächsten Fall geht es über die Arbeitsliste.</translation>
        </message>
        <message>
            <source>Size of texts</source>
            <translation>Schriftgröße</translation>
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
            <source>Space</source>
            <translation>Leertaste</translation>
        </message>
        <message>
            <source>Sphere</source>
            <translation>Kugel</translation>
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
            <source>STABLE  stable residual finding</source>
            <translation>STABLE  stabiler Restbefund</translation>
        </message>
        <message>
            <source>stable residual finding</source>
            <translation>stabiler Restbefund</translation>
        </message>
        <message>
            <source>Start it again when you like: what was finished is kept, the rest goes on from there.</source>
            <translation>Beginnen Sie erneut, wann Sie mögen: Fertiges bleibt erhalten, der Rest geht von dort weiter.</translation>
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
            <source>surgery {date}</source>
            <translation>Operation {date}</translation>
        </message>
        <message>
            <source>symptomatic</source>
            <translation>symptomatisch</translation>
        </message>
        <message>
            <source>Synthetic patients with known truth, registered and read by simulated readers. Takes about three minutes.</source>
            <translation>Synthetische Patienten mit bekannter Wahrheit, registriert und von simulierten Befundern gelesen. Dauert etwa drei Minuten.</translation>
        </message>
        <message>
            <source>Tables (*.csv *.xlsx);;All files (*)</source>
            <translation>Tabellen (*.csv *.xlsx);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Take away from the cavity</source>
            <translation>Von der Höhle wegnehmen</translation>
        </message>
        <message>
            <source>Take the series UID from rimread scans --json.</source>
            <translation>Nehmen Sie die Serien-UID aus rimread scans --json.</translation>
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
            <source>The cluster has had no worker for {seconds:.0f} s</source>
            <translation>Der Cluster hatte {seconds:.0f} s lang keinen Rechner</translation>
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
            <source>the other of the two, once</source>
            <translation>das andere der beiden, einmal</translation>
        </message>
        <message>
            <source>the picture cannot be encoded</source>
            <translation>das Bild lässt sich nicht kodieren</translation>
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
            <source>The reads file cannot be used, nothing was taken: {fault}</source>
            <translation>Die Befundungsdatei ist nicht nutzbar, nichts wurde übernommen: {fault}</translation>
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
            <source>The segment to use is not clear (the file has {segments})</source>
            <translation>Welches Segment gemeint ist, ist unklar (die Datei hat {segments})</translation>
        </message>
        <message>
            <source>The segmentation cannot be used: {fault}</source>
            <translation>Die Segmentierung ist nicht nutzbar: {fault}</translation>
        </message>
        <message>
            <source>The sheet {sheet} would have more than {limit} rows, more than an XLSX workbook can hold</source>
            <translation>Das Blatt {sheet} hätte mehr als {limit} Zeilen, mehr als eine XLSX-Arbeitsmappe fasst</translation>
        </message>
        <message>
            <source>The study folder cannot be made there ({cause})</source>
            <translation>Der Studienordner kann dort nicht angelegt werden ({cause})</translation>
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
            <source>The subject's name cannot be used: it has 1 to 64 characters, without slashes or control characters</source>
            <translation>Der Name des Patienten ist nicht nutzbar: 1 bis 64 Zeichen, ohne Schrägstriche oder Steuerzeichen</translation>
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
            <source>The transform file cannot be written: {fault}</source>
            <translation>Die Transformationsdatei kann nicht geschrieben werden: {fault}</translation>
        </message>
        <message>
            <source>The two passwords differ. No account was added; try again.</source>
            <translation>Die beiden Passwörter unterscheiden sich. Kein Konto wurde angelegt; versuchen Sie es erneut.</translation>
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
            <source>There is no dark cavity at this place</source>
            <translation>An dieser Stelle ist keine dunkle Höhle</translation>
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
            <source>Time point {n}</source>
            <translation>Zeitpunkt {n}</translation>
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
            <source>trusted</source>
            <translation>verlässlich</translation>
        </message>
        <message>
            <source>Try again.</source>
            <translation>Versuchen Sie es erneut.</translation>
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
            <source>Weighing the pose</source>
            <translation>Lage wird gewogen</translation>
        </message>
        <message>
            <source>weighing the pose</source>
            <translation>Lage wird gewogen</translation>
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
            <source>whole head</source>
            <translation>ganzer Kopf</translation>
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
            <source>Worklist</source>
            <translation>Arbeitsliste</translation>
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
            <source>Writing the events</source>
            <translation>Ereignisse werden geschrieben</translation>
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
            <source>{files} files that hold no image were passed over</source>
            <translation>{files} Dateien ohne Bild wurden übergangen</translation>
        </message>
        <message>
            <source>{found} stored series fit</source>
            <translation>{found} gespeicherte Serien passen</translation>
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
            <source>{label} months {labels}</source>
            <translation>{label} Monate {labels}</translation>
        </message>
        <message>
            <source>{label} months, {state}</source>
            <translation>{label} Monate, {state}</translation>
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
            <source>{months} mo</source>
            <translation>{months} Mon.</translation>
        </message>
        <message>
            <source>{months} mo: {told}</source>
            <translation>{months} Mon.: {told}</translation>
        </message>
        <message>
            <source>{name} current</source>
            <translation>{name} aktuell</translation>
        </message>
        <message>
            <source>{near:.1f} to {far:.1f} mm from the cavity surface, margin {margin:g} mm</source>
            <translation>{near:.1f} bis {far:.1f} mm von der Höhlenoberfläche, Saum {margin:g} mm</translation>
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
            <source>{n} of them are not to be trusted.</source>
            <translation>{n} davon sind nicht verlässlich.</translation>
        </message>
        <message>
            <source>{n} of them is not to be trusted.</source>
            <translation>{n} davon ist nicht verlässlich.</translation>
        </message>
        <message>
            <source>{n} of {all} read</source>
            <translation>{n} von {all} befundet</translation>
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
            <source>{n} subject</source>
            <translation>{n} Patient</translation>
        </message>
        <message>
            <source>{n} subjects</source>
            <translation>{n} Patienten</translation>
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
            <source>{visits} registered.</source>
            <translation>{visits} registriert.</translation>
        </message>
        <message>
            <source>{volumes} imported.</source>
            <translation>{volumes} importiert.</translation>
        </message>
        <message>
            <source>{what} lies {days_before} days before the surgery it is counted from (read number {read_number})</source>
            <translation>{what} liegt {days_before} Tage vor der Operation, ab der gezählt wird (Befundung Nummer {read_number})</translation>
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
