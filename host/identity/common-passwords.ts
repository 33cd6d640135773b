/** Passwords of eight characters and more that stand at the top of every published list, lower-case. */
export const commonPasswords: ReadonlySet<string> = new Set(`
12345678 123456789 1234567890 12345678910 0123456789 987654321 0987654321 9876543210 87654321 11111111 111111111 1111111111
00000000 000000000 0000000000 22222222 33333333 44444444 55555555 66666666 77777777 88888888 99999999 12341234 11223344
1122334455 12121212 123123123 1231231234 123321123 12344321 123454321 1234554321 147258369 159753456 13131313 10203040
12345678a 123456789a a12345678 a123456789 123456abc abc12345 abc123456 abcd1234 abcdefgh abcdefghi 1234abcd 1234qwer qwer1234
qwerty12 qwerty123 qwerty1234 qwerty12345 qwertyui qwertyuiop qwertyuiop123 1qaz2wsx 1qazxsw2 zaq12wsx zaq1zaq1 zaq1xsw2 q1w2e3r4
q1w2e3r4t5 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y asdfghjk asdfghjkl asdf1234 asdfasdf zxcvbnm1 zxcvbnm123 qazwsxedc qweasdzxc
qweasd123 qweqweqwe 123qweasd 123qwe123 qwe123qwe poiuytrewq lkjhgfdsa mnbvcxz1
password password1 password12 password123 password1234 password12345 passw0rd passw0rd1 p@ssword p@ssw0rd p@ssw0rd1 password! password1!
password123! pa$$w0rd passwords mypassword newpassword letmein1 letmein123 welcome1 welcome12 welcome123 welcome1! changeme changeme1
changeme123 administrator admin123 admin1234 admin12345 admin123456 adminadmin root1234 rootroot toor1234 superuser guest123 user1234
default1 test1234 testtest testing1 testing123 temp1234 demo1234 secret12 secret123 master123 login123 access14 computer computer1
internet internet1 windows1 samsung1 samsung123 google123 facebook facebook1 instagram youtube1 iloveyou iloveyou1 iloveyou2
iloveyou123 ilovegod sunshine sunshine1 princess princess1 football football1 baseball baseball1 basketball softball superman superman1
batman123 spiderman starwars starwars1 pokemon1 pokemon123 minecraft dragon123 monkey123 shadow123 whatever trustno1 michelle jennifer
jonathan elizabeth christian alexander victoria charlotte garfield liverpool liverpool1 chelsea1 arsenal1 barcelona realmadrid
manchester mercedes corvette maverick midnight chocolate butterfly blink182 metallica slipknot linkinpark november september
december champion mountain lovelove babygirl babygirl1 honeybee hellokitty hello123 hello1234 freedom1 flower123 cheese123 summer123
summer2023 summer2024 winter123 spring2024 iloveu123 loveyou1 mustang1 charlie1 michael1 jordan23 anthony1 matthew1 andrew123
parola12 parola123 parola1234 parola12345 sifre123 sifre1234 sifre12345 şifre123 şifre1234 benimparola benimsifre seniseviyorum
asksifre galatasaray galatasaray1 galatasaray1905 fenerbahce fenerbahce1 fenerbahce1907 besiktas besiktas1 besiktas1903 trabzonspor
trabzon61 istanbul istanbul1 istanbul34 istanbul1453 ankara06 ankara123 izmir3535 turkiye1 turkiye123 türkiye1 turkey123 ataturk1
ataturk1881 mustafakemal mehmet123 mustafa1 mustafa123 ahmet123 ahmet1234 canim123 askim123 sevgilim merhaba1 merhaba123 deneme123
deneme1234 yonetici yonetici1 yonetici123 kasiyer1 kasiyer123 market123 sontechsp sontechsp1 sontechsp123
`.trim().split(/\s+/));
