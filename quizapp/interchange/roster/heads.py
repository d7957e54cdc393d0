# ruff: noqa: RUF001 -- words in other alphabets
"""What columns are called in the exports of schools, in the languages whose schools we know of."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from quizapp.interchange.roster.rows import Field, RosterRole

#: A head longer than this is a sentence.
_LONGEST_HEAD: Final = 60
_NUMBER_AFTER: Final = re.compile(r"[\s\d.,()]+$")


def _spelt(text: str) -> str:
    """Return the letters and digits of a head, without case."""
    letters = unicodedata.normalize("NFKC", text[:_LONGEST_HEAD].replace("[Required]", "")).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def _key(text: str) -> str:
    """Return what heads are compared by: their letters without marks."""
    letters = unicodedata.normalize("NFKD", _spelt(text))
    return "".join(letter for letter in letters if letter.isalnum())


def _words(text: str) -> frozenset[str]:
    return frozenset(map(_spelt, text.split(",")))


_HEADS: Final[Mapping[Field, frozenset[str]]] = {
    Field.EMAIL: _words(
        "email, e-mail address, email address 1, e-mail 1, e-mail 1 address, e-mail 1 - value, "
        "mail, mail address, email id, student email, student email address, student e-mail, "
        "user email, school email, learner email, institutional email, institution email, "
        "work email, primary email, login email, contact email, E-Mail-Adresse, Mailadresse, "
        "Emailadresse, Schul-E-Mail, E-Mail Schule, E-Mail (Schule), E-Mail dienstlich, "
        "Schülermail, Dienst-E-Mail, adresse e-mail, adresse mail, adresse email, "
        "adresse de courriel, courriel, adresse électronique, mél, adresse mél, e-mail élève, "
        "email élève, adresse e-mail élève, courrier électronique, correo, correo electrónico, "
        "dirección de correo, dirección de correo electrónico, dirección email, "
        "correo institucional, correo electrónico institucional, correo del alumno, "
        "e-mail del alumno, электронная почта, почта, эл. почта, e-mail адрес, "
        "адрес электронной почты, имейл, мейл, e-mail ученика, indirizzo e-mail, indirizzo mail, "
        "indirizzo email, posta elettronica, indirizzo di posta elettronica, endereço de e-mail, "
        "endereço de email, e-mail institucional, correio eletrônico, correio eletrónico, "
        "e-mailadres, mailadres, adres e-mail, adres email, poczta, e-postadress, e-post, epost, "
        "e-postadresse, sähköposti, sähköpostiosoite, e-mailová adresa, e-posta, e-posta adresi, "
        "електронна пошта, пошта, mejl, 電子メール, メールアドレス, 电子邮件, 邮箱, 电子邮箱, "
        "이메일"
    ),
    Field.LOGIN: _words(
        "SIS Login ID, login, login id, user name, user id, user, user principal name, upn, "
        "sign in name, account, Benutzername, Anmeldename, Benutzer, Login-Name, Kennung, "
        "identifiant, nom d'utilisateur, compte, usuario, nombre de usuario, usuario idEA, "
        "логин, имя пользователя, nome utente, nome de usuário, gebruikersnaam, "
        "nazwa użytkownika, користувач"
    ),
    Field.NAME: _words(
        "name, full name, fullname, display name, student, student name, learner, learner name, "
        "pupil, pupil name, participant, user full name, sortable name, name of student, "
        "Schüler, Schülerin, Schüler/in, Schüler*in, Schülername, Name des Schülers, "
        "vollständiger Name, Teilnehmer, Teilnehmerin, Teilnehmer/in, Vor- und Nachname, "
        "Nachname Vorname, Name Vorname, Anzeigename, nom, nom complet, élève, étudiant, "
        "étudiante, nom de l'élève, nom et prénom, nom prénom, prénom et nom, participant·e, "
        "apprenant, nombre, nombre completo, nombre y apellidos, apellidos y nombre, alumno, "
        "alumna, alumno/a, alumnado, estudiante, nombre del alumno, ФИО, Ф.И.О., имя и фамилия, "
        "фамилия и имя, фамилия имя, фамилия имя отчество, полное имя, ученик, учащийся, "
        "студент, обучающийся, nome, nome completo, studente, studentessa, alunno, "
        "cognome e nome, nome e cognome, aluno, aluna, estudante, naam, volledige naam, "
        "leerling, imię i nazwisko, nazwisko i imię, uczeń, namn, elev, navn, nimi, opiskelija, "
        "jméno a příjmení, adı soyadı, ad soyad, прізвище та ім'я, ПІБ, 姓名, 氏名, 이름"
    ),
    Field.FIRST_NAME: _words(
        "first name, forename, given name, given names, first, preferred name, "
        "preferred first name, student first name, known as, legal first name, Vorname, "
        "Vornamen, Rufname, foreName, prénom, prénoms, prénom usuel, prénom élève, "
        "nombre de pila, nombres, имя, имя ученика, nome proprio, primeiro nome, voornaam, "
        "roepnaam, imię, förnamn, fornavn, etunimi, jméno, křestní jméno, meno, adı, ім'я, 名"
    ),
    Field.MIDDLE_NAME: _words("middle name, middle, отчество, tussenvoegsel, tussenvoegsels, по батькові"),
    Field.LAST_NAME: _words(
        "last name, surname, family name, last, student last name, legal last name, Nachname, "
        "Familienname, Zuname, longName, nom de famille, nom de naissance, nom d'usage, nom élève, "
        "apellido, apellidos, primer apellido, фамилия, фамилия ученика, cognome, sobrenome, "
        "apelido, último nome, achternaam, nazwisko, efternamn, etternavn, efternavn, sukunimi, "
        "příjmení, priezvisko, soyadı, прізвище, 姓"
    ),
    Field.GROUP: _words(
        "group, groups, group name, group 1, section, sections, section name, section 1, class, "
        "class name, classes, class code, cohort, cohort 1, form, form group, reg group, "
        "registration group, tutor group, homeroom, period, lab, lab section, team, set, "
        "tutorial, tutorial group, Gruppe, Gruppen, Klasse, Klassen, klasse.name, Kurs, "
        "Lerngruppe, Übungsgruppe, Sektion, Abteilung, Zug, Stammklasse, groupe, groupes, "
        "classe, division, classe de rattachement, TD, groupe de TD, promotion, grupo, grupos, "
        "clase, unidad, sección, curso y grupo, группа, группы, класс, подгруппа, секция, "
        "gruppo, gruppi, sezione, turma, turmas, classe e sezione, groep, klas, stamklas, grupa, "
        "klasa, oddział, grupp, klass, gruppe, ryhmä, luokka, skupina, třída, grup, sınıf, şube, "
        "група, клас, 班级, 组, 組, クラス, 반"
    ),
    Field.ROLE: _words(
        "role, roles, role 1, course role, Rolle, Rollen, rôle, rôles, rol, роль, роли, ruolo, "
        "ruoli, papel, função, rola, roll, rooli, role v kurzu"
    ),
}
_FIELDS: Final = {_key(word): field for field in Field for word in _HEADS[field]}
_SPELT: Final = frozenset().union(*_HEADS.values())

_ROLES: Final[Mapping[RosterRole, frozenset[str]]] = {
    RosterRole.LEARNER: _words(
        "learner, student, pupil, participant, StudentEnrollment, Lernende, Lernender, Schüler, "
        "Schülerin, Studierende, Student, Studentin, Teilnehmer, Teilnehmerin, Teilnehmer/in, "
        "élève, étudiant, étudiante, apprenant, alumno, alumna, alumno/a, estudiante, ученик, "
        "ученица, студент, студентка, учащийся, studente, aluno, estudante, leerling, uczeń, "
        "elev, opiskelija"
    ),
    RosterRole.ASSISTANT: _words(
        "assistant, teaching assistant, TA, TaEnrollment, tutor, tutorin, non-editing teacher, "
        "Assistent, Assistentin, Hilfskraft, Teacher ohne Bearbeitungsrecht, "
        "Lehrende ohne Bearbeitungsrecht, assistante, enseignant non éditeur, asistente, "
        "profesor sin permiso de edición, ассистент, ассистентка, помощник, assistente, "
        "asystent, assistentti"
    ),
    RosterRole.INSTRUCTOR: _words(
        "instructor, teacher, lecturer, TeacherEnrollment, editing teacher, Lehrer, Lehrerin, "
        "Lehrkraft, Dozent, Dozentin, Trainer, Trainer/in, Lehrende, enseignant, enseignante, "
        "professeur, professeure, profesor, profesora, docente, учитель, преподаватель, "
        "insegnante, professor, professora, docent, leraar, nauczyciel, lärare, opettaja"
    ),
}
_ROLE_OF: Final = {_key(word): role for role in RosterRole for word in _ROLES[role]}

#: How rows begin that are no person: sums, and what gradebooks put beneath their heads.
_NO_PERSON: Final = _words(
    "total, totals, sum, count, average, mean, points possible, points, date, class average, "
    "student test, test student, overall average, number of students, records, rows, gesamt, summe, "
    "anzahl, durchschnitt, mittelwert, total général, moyenne, effectif, nombre d'élèves, suma, "
    "media, promedio, total general, total de alumnos, итого, всего, среднее, количество, totale, "
    "conteggio, média, totaal, aantal, gemiddelde, razem, średnia"
)


def field_of(head: str) -> Field | None:
    """Return what a column of this head holds; None where no field is called so."""
    return _FIELDS.get(_key(head)) if len(head) <= _LONGEST_HEAD else None


def is_spelt_well(head: str) -> bool:
    """Tell whether a head has its marks: in another encoding, its letters have others."""
    return _spelt(head) in _SPELT


def role_of(text: str) -> RosterRole | None:
    """Return the role that a word means; None where it means none."""
    return _ROLE_OF.get(_key(text)) if len(text) <= _LONGEST_HEAD else None


def is_no_person(text: str) -> bool:
    """Tell whether a row that begins so, and has no address, sums up others or belongs to the head."""
    if text.startswith(("#", "sep=")):
        return True
    beginning = _NUMBER_AFTER.sub("", text.partition(":")[0][:_LONGEST_HEAD])
    return _spelt(beginning) in _NO_PERSON
