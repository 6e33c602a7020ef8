/**
 * Passwords of eight characters and more that guessers try first, and words that they try with digits and
 * signs appended. All in lower case; shorter ones are refused for their length.
 */
const common = new Set(
  `
  12345678 123456789 1234567890 12345678910 123456789a 87654321 987654321 0987654321 9876543210 11223344
  1122334455 12341234 123123123 1231234123 12121212 147258369 159753456 741852963 789456123 789456123a
  321654987 456789123 963852741 147852369 159357456 123698745 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx
  1qaz2wsx3edc 1qazxsw2 q1w2e3r4 q1w2e3r4t5 qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345
  qwerty123456 qwertyqwerty qwertz123 qwertzui qwertzuiop azertyui azertyuiop azerty123 asdfghjk asdfghjkl
  asdfasdf asdf1234 asdfqwer asdfjkl; zxcvbnm1 zxcvbnm, zxcvbnm123 zaq12wsx zaq1zaq1 zaq1xsw2 qazwsxedc
  qazwsx123 1234qwer 123qweasd 123qwe123 123qweasdzxc qweasdzxc qweasd123 qwe123qwe qwer1234 qwer4321
  abcd1234 abc12345 abc123456 abcdefgh abcdefg1 abcdefghi abcdefghij abcdef123 a1b2c3d4 a1b2c3d4e5 aa123456
  a1234567 a12345678 a123456789 aaa11111 1a2b3c4d 1234abcd 123456ab 123456abc 123abc123 12345qwert 12345abc
  123456qwerty password passw0rd passwort p@ssw0rd p@ssword pa55word pa$$word passwords password! passphrase
  mypassword yourpassword thepassword newpassword oldpassword defaultpassword adminpassword rootpassword
  userpassword testpassword temppassword masterpassword secretpassword passpass passwd123 password1234
  motdepasse contraseña contrasena kennwort parola123 wachtwoord haslo123 lozinka123 salasana sifre1234
  iloveyou iloveyou1 iloveyou2 iloveyouu iloveme1 ilovegod ilovemom loveyou1 loveyou2 lovelove lovely123
  loveme123 truelove mylove123 sweetheart darling1 beautiful princess princess1 princesa sunshine sunshine1
  flower123 butterfly blossom1 rainbow1 unicorn1 letmein1 letmein123 letmeinn letmein! welcome1 welcome12
  welcome123 welcome! welcome01 bienvenue willkommen admin123 admin1234 admin12345 administrator
  administrador adminadmin root1234 rootroot toor1234 superuser superman superman1 supersecret sysadmin1
  changeme changeme1 changeme123 changeit changethis changepassword default1 guest123 guestguest test1234
  test12345 testtest testing1 testing123 tester123 temp1234 temporary user1234 username login123 loginlogin
  secret123 secretsecret topsecret qwerasdf zxcvasdf football football1 baseball baseball1 basketball
  softball volleyball swimming soccer123 liverpool liverpool1 arsenal1 chelsea1 chelsea123 barcelona
  realmadrid juventus manchester manunited everton1 yankees1 cowboys1 steelers lakers24 patriots packers1
  michael1 michelle jennifer jessica1 jonathan christopher christian alexander alexandra alexandre anthony1
  benjamin benjamin1 brittany caroline charlotte danielle elizabeth gabriela gabriel1 isabella katherine
  nicholas nicholas1 patricia patrick1 samantha sebastian stephanie veronica victoria victoria1 vanessa1
  charlie1 charlie123 jordan23 jordan123 daniel123 andrew123 robert123 thomas123 william1 matthew1 joshua123
  ashley123 amanda123 nicole123 maverick mercedes mercedes1 ferrari1 porsche1 corvette mustang1 chevrolet
  kawasaki harley123 yamaha123 computer computer1 internet internet1 samsung1 samsung123 microsoft google123
  facebook facebook1 linkedin1 youtube1 whatever whatever1 nothing1 anything something trustno1 trustnoone
  starwars starwars1 startrek pokemon1 pokemon123 minecraft minecraft1 nintendo playstation fortnite1
  spiderman batman123 wolverine dragon123 dragonball monkey123 master123 shadow123 hunter123 hunter12
  killer123 ninja123 pepper123 ginger123 cookie123 chocolate chocolate1 cheese123 banana123 orange123
  snowball snowflake scorpion scorpio1 midnight moonlight blackjack einstein elephant dolphin1 tinkerbell
  jesus123 jesuschrist godisgood godbless blessed1 heaven123 angel123 hallelujah september november december
  february summer123 summer2024 summer2025 winter123 winter2024 winter2025 spring123 autumn123 monday123
  friday13 holiday1 birthday birthday1 christmas remember remember1 creative champion champion1 diamond1
  freedom1 hello123 hello1234 hellohello helloworld goodluck goodmorning goodbye1 onetwothree fuckyou1
  fuckyou123 fuckyou2 asshole1 bullshit sexygirl badboy123 hotmail1 qweqweqwe cambiame school123 student1
  student123 students teacher1 teacher123 university college1 education academy1 academy123 classroom
  `
    .trim()
    .split(/\s+/),
);

const stems = new Set(
  `
  password passwort passwd pass welcome admin administrator letmein qwerty qwertz azerty iloveyou monkey
  dragon master login hello football baseball sunshine princess superman changeme secret test testing guest
  user summer winter spring autumn academy school student teacher course lesson stoa
  `
    .trim()
    .split(/\s+/),
);

/** @param password in lower case */
export function isCommonPassword(password: string): boolean {
  return common.has(password) || stems.has(password.replace(/[\d\W_]{1,8}$/u, ''));
}
