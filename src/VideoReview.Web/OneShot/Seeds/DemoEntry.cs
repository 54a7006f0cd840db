using VideoReview.Domain.Entries;

namespace VideoReview.Web.OneShot.Seeds;

/// <summary>One innovation of the demo region and the account that writes it.</summary>
internal sealed record DemoEntry(string Operator, Profile Profile)
{
    private const string Health = "operator.dinkes@demo.test";
    private const string Education = "operator.disdik@demo.test";
    private const string Village = "operator.desa@demo.test";

    public static IReadOnlyList<DemoEntry> All { get; } =
    [
        Of(
            Health, "health", "digital", "Posyandu Digital",
            "Kader mencatat timbangan balita di gawai, sehingga balita dengan gizi "
                + "kurang diketahui bidan pada hari yang sama."),
        Of(
            Education, "libraries", "non_digital", "Perpustakaan Kapal",
            "Kapal kayu bekas membawa 800 buku ke lima dusun di tepi sungai setiap "
                + "pekan, dikemudikan relawan dan guru."),
        Of(
            Village, "environment", "non_digital", "Bank Sampah Sumber Rejeki",
            "Warga menabung sampah terpilah dan menukarnya dengan iuran air; timbulan "
                + "sampah ke TPA turun sepertiga dalam setahun."),
        Of(
            Health, "health", "non_digital", "Ambulans Sungai",
            "Perahu bermotor dengan tandu dan oksigen menjemput pasien dari dusun tanpa jalan; waktu "
                + "tempuh ke puskesmas turun dari 3 jam menjadi 50 menit."),
        Of(
            Education, "education", "non_digital", "Guru Tamu Petani",
            "Petani mengajar satu pelajaran sebulan di sekolah dasar; anak menanam, "
                + "menghitung, dan menulis dari kebun mereka sendiri."),
        Of(
            Village, "marine_fisheries", "digital", "Pasar Ikan Daring",
            "Nelayan mengumumkan tangkapan lewat pesan singkat sebelum merapat; "
                + "pembeli memesan, harga diketahui semua orang."),
        Of(
            Education, "education", "non_digital", "Kantin Sehat Tanpa Plastik",
            "Kantin memakai wadah pinjam dan menu yang dihitung ahli gizi "
                + "puskesmas; sampah plastik sekolah hampir hilang."),
        Of(
            Village, "food", "non_digital", "Lumbung Desa Tanggap",
            "Cadangan gabah bersama dipinjamkan saat paceklik dan dikembalikan saat "
                + "panen, dicatat terbuka di balai desa."),
    ];

    private static DemoEntry Of(string by, string sector, string kind, string title, string summary) =>
        new(by, new Profile
        {
            Title = title, Stage = "implementation", Kind = kind, Form = "public_service", Sector = sector,
            Initiator = "unit", ImplementedOn = new DateOnly(2025, 3, 17), Summary = summary,
        });
}
